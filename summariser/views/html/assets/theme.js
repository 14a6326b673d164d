"use strict";
// Before anything is painted, so that a dark page does not flash: what was chosen is chosen again.
try { document.getElementById(`theme-${localStorage.getItem("summariser:theme")}`)?.click(); } catch { /* none is kept */ }
