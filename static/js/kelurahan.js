// Puts a menu of the kecamatan above each menu of kelurahan and narrows that to the one chosen. It reads the groups that
// stand in the page, asks nobody, and so works without a network too. Where a home may lie outside Jakarta that is one of
// its choices, and the field for the city shows only then.
"use strict";

const OUTSIDE = "luar";

function narrow(select) {
  const groups = [...select.querySelectorAll("optgroup")];
  const city = select.dataset.city && select.form.elements[select.dataset.city];
  const menu = groups.length > 1 ? kecamatanMenu(select, groups) : null;

  // "" shows them all.
  function narrowTo(kecamatan) {
    for (const group of groups) {
      group.hidden = Boolean(kecamatan) && group.label !== kecamatan;
      group.disabled = group.hidden; // for browsers that show what is hidden in a menu
    }
  }

  function kecamatan() {
    if (select.value === OUTSIDE) return OUTSIDE;
    return select.value && select.selectedOptions[0].parentElement.label;
  }

  // A kelurahan found by typing its name shows its kecamatan and narrows nothing: the next letter may lead elsewhere.
  function show() {
    if (menu && select.value) menu.value = kecamatan();
    if (groups.some((group) => group.hidden && group.label === kecamatan())) narrowTo("");
    if (city) {
      city.closest(".field").hidden = select.value !== OUTSIDE;
      city.disabled = select.value !== OUTSIDE;
    }
  }

  function chosen() {
    narrowTo(menu.value);
    if (menu.value === OUTSIDE) select.value = OUTSIDE;
    else if (kecamatan() !== menu.value) select.value = "";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  if (city?.value && !select.value) select.value = OUTSIDE;
  menu?.addEventListener("change", chosen);
  select.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

function kecamatanMenu(select, groups) {
  const menu = document.createElement("select");
  menu.id = `${select.id}_kecamatan`;
  menu.autocomplete = "off";
  menu.add(new Option(select.dataset.any, ""));
  const outside = [...select.options].find((option) => option.value === OUTSIDE);
  if (outside) menu.add(new Option(outside.text, OUTSIDE));
  for (const group of groups) menu.add(new Option(group.label, group.label));

  const own = select.closest(".field").querySelector(`label[for="${select.id}"]`);
  const of = document.createElement("span");
  of.className = "out-of-sight";
  of.textContent = `: ${own.firstChild.textContent.trim()}`;
  const label = document.createElement("label");
  label.htmlFor = menu.id;
  label.append(select.dataset.kecamatan, of);
  own.before(label, menu);
  return menu;
}

document.querySelectorAll("select[data-kecamatan]").forEach(narrow);
