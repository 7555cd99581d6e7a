"use strict";
(() => {
  const { nodes, edges, colours, words } = JSON.parse(document.getElementById("graph-data").textContent);
  if (!nodes.length || typeof cytoscape !== "function") return;
  const panel = document.getElementById("graph-panel");
  const search = document.getElementById("graph-search");
  const found = document.getElementById("graph-found");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shapes = { plan: "round-rectangle", directive: "ellipse", mention: "diamond" };
  const most = Math.max(1, ...nodes.map((n) => n.documents));
  document.querySelector(".picture").hidden = false;

  const style = () => [
    {
      selector: "node",
      style: {
        "background-color": "data(colour)", shape: "data(shape)", width: "data(size)", height: "data(size)", label: "data(label)",
        color: colour("--ink"), "font-size": 13, "min-zoomed-font-size": 7, "text-wrap": "wrap", "text-max-width": 96,
        "text-valign": "bottom", "text-margin-y": 3,
      },
    },
    {
      selector: "edge",
      style: {
        width: "data(width)", "line-color": colour("--quiet"), "target-arrow-color": colour("--quiet"), "target-arrow-shape": "triangle",
        opacity: 0.35,
        "curve-style": "straight", "arrow-scale": 0.7,
      },
    },
        { selector: "edge.near", style: { "line-color": colour("--accent"), "target-arrow-color": colour("--accent"), opacity: 1, "z-index": 9 } },
    { selector: ".faint", style: { opacity: 0.1 } },
    { selector: "node.chosen", style: { "border-width": 3, "border-color": colour("--ink") } },
  ];
  const cy = cytoscape({
    container: document.getElementById("graph-canvas"),
    elements: [
      ...nodes.map((n) => ({
        data: { id: `n${n.id}`, label: n.short, colour: colours[n.level], shape: shapes[n.kind], size: 14 + 30 * Math.sqrt(n.documents / most) },
        position: { x: n.at[0], y: n.at[1] },
      })),
      ...edges.map(([from, to, weight]) => ({ data: { source: `n${from}`, target: `n${to}`, width: Math.min(1 + Math.log2(weight), 5) } })),
    ],
    style: style(),
    layout: { name: "preset" },
    minZoom: 0.05,
    maxZoom: 4,
    userZoomingEnabled: false,
  });
  cy.fit(undefined, 24);
  new ResizeObserver(() => cy.resize().fit(undefined, 24)).observe(cy.container());
  // a wheel turn over the picture scrolls the page until the picture has been clicked
  cy.on("tap", () => cy.userZoomingEnabled(true));
  document.getElementById("graph-canvas").addEventListener("mouseleave", () => cy.userZoomingEnabled(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  };
  const show = (node) => {
    panel.replaceChildren();
    element("h3", node.label, panel);
    const list = element("dl", "", panel);
    for (const [name, value] of [...node.facts, [words.documents, String(node.documents)]]) {
      element("dt", name, list);
      element("dd", value, list);
    }
    if (!node.mentions.length) return;
    element("p", `${words.cited_by}:`, panel);
    const mentions = element("ul", "", panel);
    for (const m of node.mentions) {
      const item = element("li", "", mentions);
      element("a", m.file, item).href = `#${m.anchor}`;
      item.append(` ${m.relation}: ${m.text}`);
    }
  };
  const choose = (target) => {
    cy.elements().removeClass("faint near chosen");
    panel.hidden = !target;
    if (!target) return;
    const near = target.closedNeighborhood();
    cy.elements().not(near).addClass("faint");
    near.edges().addClass("near");
    target.addClass("chosen");
    show(nodes[Number(target.id().slice(1))]);
  };
  cy.on("tap", "node", (event) => choose(event.target));
  cy.on("tap", (event) => event.target === cy && choose(null));
  document.getElementById("graph-fit").addEventListener("click", () => cy.animate({ fit: { padding: 24 } }));

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const haystack = nodes.map((n) => fold([n.label, ...n.facts.map((f) => f[1])].join(" ")));
  search.addEventListener("input", () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    choose(null);
    found.textContent = "";
    if (!wanted.length) return;
    const hits = cy.nodes().filter((n) => wanted.every((w) => haystack[Number(n.id().slice(1))].includes(w)));
    cy.elements().not(hits).addClass("faint");
    found.textContent = words.found.replace("{n}", String(hits.length));
    if (hits.length === 1) choose(hits[0]);
  });
})();
