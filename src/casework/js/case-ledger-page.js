// Entry of the script that a case's page loads when its ledger comes into sight.

import { wakeLedger } from "./case-ledger.js";

Object(window).caseworkLedger = wakeLedger;
