for (const [key, spec] of Object.entries($charts)) {
  const place = document.getElementById("chart-" + key);
  vegaEmbed(place, spec, { actions: false, renderer: "svg" })
    .then(() => { place.dataset.drawn = "yes"; })
    .catch((error) => { place.textContent = "This chart could not be drawn: " + error.message; });
}
