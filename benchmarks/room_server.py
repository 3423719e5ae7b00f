"""A room's server for ``room.py``, in a process of its own: ``serve`` as the command runs it, with rates that a load test may reach.

    room_server.py COURSE PORT STORE       the room
    room_server.py --hello PORT            a bare endpoint on the same server: the ceiling
"""

from __future__ import annotations

import sys
from pathlib import Path

FREE = (1e9, 1e9)


def room(course: Path, port: int, store: str) -> int:
    from casework.room.limits import Limits
    from casework.room.serve import Options, serve

    limits = Limits(participants=5000, joins=FREE, wrong_codes=FREE, answers=FREE, all_streams=10_000)
    return serve(course, Options(plan=str(course / "load.toml"), port=port, store=store, host="127.0.0.1"), limits, lambda text: print(text, flush=True))


def hello(port: int) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    async def say(_: object) -> Response:
        return Response(b'{"seq": 1}', media_type="application/json")

    app = Starlette(routes=[Route("/room/answers", say, methods=["POST"])])
    print(f"http://127.0.0.1:{port}/", flush=True)
    uvicorn.run(app, host="127.0.0.1", port=port, http="httptools", ws="none", log_level="error", access_log=False)


if __name__ == "__main__":
    if sys.argv[1] == "--hello":
        hello(int(sys.argv[2]))
    else:
        sys.exit(room(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
