// Filters the reference page: an entry stays when it holds every word that was typed.
const field = document.getElementById('filter')
const none = document.getElementById('none')
const entries = [...document.querySelectorAll('[data-filter]')].map((element) => ({ element, text: element.dataset.filter.toLowerCase() }))

function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
  let shown = 0
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word))
    if (!element.hidden) shown++
  }
  none.textContent = shown ? '' : none.dataset.text
}

field.addEventListener('input', filter)
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === field) return
  event.preventDefault()
  field.focus()
})
