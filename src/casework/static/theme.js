/* Loaded before anything is painted: the colour scheme that the reader chose, and a sign that scripts run. */
(function () {
  var root = document.documentElement;
  var KEY = "casework:theme";
  root.classList.remove("no-js");
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem(KEY);
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (blocked) {
    // storage is blocked: the system's scheme it is
  }
  document.addEventListener("click", function (event) {
    var button = event.target instanceof Element && event.target.closest("[data-action=theme]");
    if (!button) return;
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch (blocked) {
      // the choice lasts as long as the page
    }
  });
})();
