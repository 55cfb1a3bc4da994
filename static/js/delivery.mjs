// Another country: its fields are fetched with what is typed so far. Without this script the button does the same.
const PARTS = '[data-address-fields]'

function begin(part) {
  part.querySelector('.country-row')?.classList.add('scripted')
  part.querySelector('[data-country]')?.addEventListener('change', () => redraw(part))
}

async function redraw(part) {
  const form = part.closest('form')
  const data = new FormData(form)
  data.set('prefix', part.dataset.prefix)
  part.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(part.dataset.addressUrl, { method: 'POST', body: data, headers: { 'X-Requested-With': 'fetch' } })
    if (!answer.ok) throw new Error(String(answer.status))
    swap(part, await answer.text())
  } catch {
    part.removeAttribute('aria-busy')
    part.querySelector('[data-country-button]')?.click()
  }
}

function swap(part, html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector(PARTS)
  part.replaceWith(fresh)
  begin(fresh)
  fresh.querySelector('[data-country]')?.focus()
}

document.querySelectorAll(PARTS).forEach(begin)
