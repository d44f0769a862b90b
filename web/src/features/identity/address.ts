// What the address of a page tells: where to go on, and the token behind the #.

/** Where work goes on when no page was asked for. */
const home = '/home'

/** A path of this site to go on to, or home. Anything that leads elsewhere, back to signing in or to the first page is not followed. */
export function safePath(to: unknown, origin = location.origin): string {
  if (typeof to !== 'string' || !to.startsWith('/')) return home
  try {
    // Browsers read /\x, //x and a tab inside as another host; so the parsed address decides, not the text.
    const url = new URL(to, origin)
    if (url.origin !== origin || url.pathname.startsWith('//') || url.pathname === '/login' || url.pathname === '/') return home
    return url.pathname + url.search + url.hash
  } catch {
    return home
  }
}

/** The token out of a mail's link; null when there is none that the hub could have made. */
export function tokenOf(hash: string): string | null {
  try {
    const token = decodeURIComponent(hash.replace(/^#/, ''))
    return token.length >= 20 && token.length <= 200 ? token : null
  } catch {
    return null
  }
}
