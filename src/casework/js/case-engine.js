// Entry of the script that a case's page loads when a draft is first checked, opened or saved: most of the weight is here.

import * as engine from "./engine.js";

Object(window).caseworkEngine = engine;
