// The page's own words in Chinese and English, and elements made of text only.

const WORDS = JSON.parse(document.getElementById("words").textContent);
const $ = (id) => document.getElementById(id);

function t(key, values = {}) {
  const word = Object.hasOwn(WORDS[state.language], key) ? WORDS[state.language][key] : key;
  return word.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Elements are made from text nodes alone: no name from a page is ever read as HTML.
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function translate() {
  document.documentElement.lang = t("lang");
  for (const found of document.querySelectorAll("[data-t]")) found.textContent = t(found.dataset.t);
  for (const found of document.querySelectorAll("[data-t-label]")) found.setAttribute("aria-label", t(found.dataset.tLabel));
  for (const found of document.querySelectorAll("[data-t-title]")) found.title = t(found.dataset.tTitle);
  for (const found of document.querySelectorAll("[data-t-placeholder]")) found.placeholder = t(found.dataset.tPlaceholder);
}

// A name on one line: controls and marks that turn the writing direction have no place on the map.
const plain = (name) => name.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "");
const short = (name, most) => { const letters = Array.from(plain(name)); return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : letters.join(""); };
const numeral = (value) => Number.isInteger(value) ? String(value) : value.toFixed(2);
