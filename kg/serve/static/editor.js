"use strict";
// YASGUI in the place of the plain form; nothing is asked of any other host.
(() => {
  const told = JSON.parse(document.getElementById("told").textContent), endpoint = new URL(told.endpoint, location.href).href;
  const said = (key, values = {}) => told.words[key].replace(/\{(\w)\}/g, (_, name) => values[name]);
  const ENTITY = /^e\/([a-z]-[a-z2-7]{13})$/, PAIR = /^x\/([a-z]-[a-z2-7]{13})\.([a-z]-[a-z2-7]{13})$/;
  const MOST = 1500; // parts of an answer that the map takes

  const entity = (address) => address.startsWith(told.base) ? (ENTITY.exec(address.slice(told.base.length)) || [])[1] : undefined;
  const pair = (address) => address.startsWith(told.base) ? PAIR.exec(address.slice(told.base.length)) : null;

  const named = (value) => "=" + encodeURIComponent(value.toWellFormed ? value.toWellFormed() : value).replace(/[.~]/g, (mark) => "%" + mark.charCodeAt(0).toString(16));

  // What an answer says of entities: "id", "id.id" for two in one row, "id.id.predicate" for a triple.
  function parts(results) {
    const found = new Set();
    const add = (ids, predicate) => { if (ids.length === 1) found.add(ids[0]); else for (let i = 1; i < ids.length; i++) found.add([ids[i - 1], ids[i], predicate].filter(Boolean).join(".")); };
    const statements = results.getStatements && results.getStatements();
    if (statements && statements.length) {
      for (const { subject, predicate, object } of statements) {
        const ends = [entity(subject.value), entity(object.value)].filter(Boolean);
        add(ends, ends.length > 1 ? predicate.value.split(/[#/]/).pop().replace(/[^A-Za-z]/g, "") : "");
      }
      return [...found].slice(0, MOST);
    }
    const names = results.getVariables() || [], rows = (results.getBindings() || []).map((row) => names.map((name) => row[name]).filter(Boolean));
    for (const row of rows) add([...new Set(row.filter(({ type }) => type === "uri").flatMap(({ value }) => { const two = pair(value); return two ? two.slice(1) : [entity(value)]; }).filter(Boolean))]);
    // An answer in names alone is drawn by its names.
    if (!found.size) for (const row of rows) add([...new Set(row.filter((term) => term["xml:lang"] === "zh" && term.value.length <= 40).map(({ value }) => named(value)))]);
    return [...found].slice(0, MOST);
  }

  // A result view of YASR: our map, showing this answer alone.
  class Map {
    constructor(yasr) { Object.assign(this, { yasr, priority: 5, label: said("sparql.asGraph"), helpReference: "", hideFromSelection: false }); }
    canHandleResults() { return Boolean(this.yasr.results && !this.yasr.results.hasError() && parts(this.yasr.results).length); }
    draw() {
      const address = `/graph#answer=${encodeURIComponent(parts(this.yasr.results).join("~"))}`, box = document.createElement("div"), frame = document.createElement("iframe"), link = document.createElement("a");
      Object.assign(frame, { src: address, title: said("sparql.asGraph"), className: "answer-map" });
      Object.assign(link, { href: address, target: "_blank", rel: "noopener", textContent: said("sparql.newTab"), className: "answer-link" });
      box.append(frame, link);
      this.yasr.resultsEl.append(box);
    }
    getIcon() {
      const box = document.createElement("div");
      box.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"><path d="M12 6L5 18h14z"/><circle cx="12" cy="5" r="3" fill="currentColor"/><circle cx="5" cy="18" r="3" fill="currentColor"/><circle cx="19" cy="18" r="3" fill="currentColor"/></svg>';
      return box.firstChild;
    }
    destroy() {}
  }

  // Addresses of the graph lead to this server's pages.
  function localise(root) {
    for (const link of root.querySelectorAll("a[href]")) {
      const address = link.getAttribute("href");
      if (told.base && address.startsWith(told.base)) { link.href = "/" + address.slice(told.base.length); link.target = "_self"; }
    }
  }

  // What YASGUI leaves without a name.
  function name(root) {
    for (const field of root.querySelectorAll("textarea:not([aria-label])")) field.setAttribute("aria-label", said("sparql.editor"));
    for (const button of root.querySelectorAll("button:not([aria-label])")) if (!button.textContent.trim() && button.title) button.setAttribute("aria-label", button.title);
    for (const size of root.querySelectorAll("select.tableSizer:not([aria-label])")) size.setAttribute("aria-label", said("sparql.pageSize"));
    for (const add of root.querySelectorAll(".tabsList .addTab:not([role])")) { add.setAttribute("role", "tab"); add.setAttribute("aria-selected", "false"); } // a list of tabs holds tabs only
    for (const area of root.querySelectorAll(".CodeMirror-scroll:not([tabindex]), .dataTables_wrapper:not([tabindex]), .CodeMirror-vscrollbar, .CodeMirror-hscrollbar")) if (!area.hasAttribute("tabindex")) area.tabIndex = -1;
  }

  // YASR's own views under names in the reader's language.
  for (const [key, word] of [["table", "sparql.asTable"], ["response", "sparql.asResponse"]]) {
    const View = Yasgui.Yasr.plugins[key];
    Yasgui.Yasr.registerPlugin(key, class extends View { constructor(yasr) { super(yasr); this.label = said(word); } });
  }

  const SETTINGS = { selectedPlugin: "table", pluginsConfig: { table: { compact: true, isEllipsed: true } } };
  // YASR speaks English only.
  const CHINESE = { "Simple view": "简洁", Ellipse: "缩略", "Page size: ": "每页 " }, COUNTED = /^(\d+) results? in ([\d.]+) seconds?$/, LISTED = /^Showing ([\d,]+) to ([\d,]+) of ([\d,]+) entries$/;
  function translate(root) {
    for (const part of root.querySelectorAll(".switch .label, .pageSizerLabel")) if (CHINESE[part.textContent]) part.textContent = CHINESE[part.textContent];
    for (const field of root.querySelectorAll(".tableFilter[placeholder^=F]")) { field.placeholder = "筛选结果"; field.setAttribute("aria-label", field.placeholder); }
    for (const chip of root.querySelectorAll(".yasr_response_chip")) if (COUNTED.test(chip.textContent)) chip.textContent = chip.textContent.replace(COUNTED, "$1 行，用时 $2 秒");
    for (const info of root.querySelectorAll(".dt-info")) if (LISTED.test(info.textContent)) info.textContent = info.textContent.replace(LISTED, "第 $1–$2 行，共 $3 行");
  }

  function dress() {
    localise(place);
    name(place);
    if (told.language === "zh") translate(place);
  }

  const place = document.getElementById("yasgui");
  Yasgui.Yasr.registerPlugin("map", Map);
  Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask lov.linkeddata.es and prefix.cc
  Yasgui.Yasr.defaults.plugins.map = { enabled: true };
  Yasgui.Yasr.defaults.pluginOrder = ["table", "map", "response"];
  Yasgui.Yasr.defaults.prefixes = { ...told.prefixes, e: `${told.base}e/`, a: `${told.base}a/` };
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "application/n-triples", acceptHeaderSelect: "application/sparql-results+json" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: false, populateFromUrl: false, autofocus: false, persistenceId: "kg", autoAddOnInit: false,
    tabName: "SPARQL", yasqe: { autocompleters: ["variables"], prefixCcApi: null, editorHeight: "280px", createShareableLink: (editor) => `${location.origin}/editor?query=${encodeURIComponent(editor.getValue())}` },
  });

  // A ready query has one tab; what the reader changed in it stays.
  function openReady(key, run) {
    const { title, text } = told.ready[key], known = Object.values(yasgui.persistentConfig.getTabs()).map((id) => yasgui.getTab(id)).find((tab) => tab && tab.getName() === title);
    const tab = known || yasgui.addTab(true, { name: title, yasqe: { value: text }, yasr: { settings: SETTINGS, response: undefined }, requestConfig: { endpoint } });
    yasgui.selectTabId(tab.getId());
    if (told.chosen === key && known) tab.setQuery(text); // its parameters are in the address
    mark(title);
    if (run) tab.query().catch(() => {});
  }

  function mark(title) {
    for (const link of document.querySelectorAll("[data-named]")) told.ready[link.dataset.named].title === title ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }

  document.getElementById("plain").hidden = true;
  document.querySelector(".cookbook").addEventListener("click", (event) => {
    const link = event.target.closest("[data-named]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openReady(link.dataset.named, true);
  });
  yasgui.on("tabSelect", (_, id) => { const tab = yasgui.getTab(id); if (tab) mark(tab.getName()); });
  new MutationObserver(dress).observe(place, { childList: true, subtree: true });

  if (told.asked) yasgui.addTab(true, { name: "SPARQL", yasqe: { value: told.asked }, requestConfig: { endpoint } }, { avoidDuplicateTabs: true }).query().catch(() => {});
  else if (told.chosen) openReady(told.chosen, true);
  else if (!yasgui.persistentConfig.getTabs().length) openReady(told.first, false);
  else yasgui.selectTabId(yasgui.persistentConfig.currentId() || yasgui.persistentConfig.getTabs()[0]);
  dress();
  document.documentElement.dataset.ready = "true";
  window.kgEditor = { yasgui, parts };
})();
