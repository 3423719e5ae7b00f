"""stub until the case page lands"""
class CaseworkMime:
    mime_priority_overrides = [("*", "application/vnd.casework+json", 1)]
    @staticmethod
    def handle_mime(renderer, data, inline):
        return None
