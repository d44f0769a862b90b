// Makes a mail safe to show and showable under our own policy.

/** What can run, load, navigate by itself or be filled in has no business in a mail that is only read. */
const unwanted = 'script, style, link, meta, base, iframe, frame, object, embed, form, input, button, textarea, select, svg, math, template'

/**
 * The mail as a document of its own. Styles wait in data-style: our policy takes none out of an attribute, and `dress` puts them on.
 * A link leads the whole page on, in the same tab; only web and mail addresses lead anywhere.
 */
export function letterDocument(html: string) {
  // Renamed before parsing: a parsed style attribute is refused, and reported, on the spot.
  const doc = new DOMParser().parseFromString(
    html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style=')),
    'text/html',
  )
  for (const e of doc.querySelectorAll(unwanted)) e.remove()
  for (const e of doc.querySelectorAll('*')) {
    // A copy: the list shrinks while attributes go.
    for (const { name } of Array.from(e.attributes)) {
      if (name === 'style' || name.startsWith('on') || name === 'target' || name === 'srcdoc') e.removeAttribute(name)
    }
    const href = e.getAttribute('href')
    if (href !== null && !/^(https?:|mailto:)/i.test(href.trim())) e.removeAttribute('href')
  }
  for (const a of doc.querySelectorAll('a[href]')) a.setAttribute('target', '_top')
  return '<!doctype html>' + doc.documentElement.outerHTML
}

/** Puts the mail's own styles on, the way the policy allows. */
export function dress(doc: Document) {
  for (const e of doc.querySelectorAll<HTMLElement>('[data-style]')) e.style.cssText = e.dataset.style ?? ''
  doc.body.style.margin = '16px'
  doc.body.style.overflowWrap = 'anywhere'
}

/** Text cut at its web addresses: odd pieces are addresses. */
export const cutLinks = (text: string) => text.split(/(https?:\/\/[^\s<>"]+)/)
