// Before the first paint, so that no page flashes in the other theme. A file of its own: the policy allows no inline script.
try {
  const theme = localStorage.getItem("tessera.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's theme is fine then.
}
