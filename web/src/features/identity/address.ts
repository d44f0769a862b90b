// What the address of a page tells: where to go on, and the token behind the #.

/** A path of this site to go on to, or `/`. Anything that leads elsewhere, or back to signing in, is not followed. */
export function safePath(to: unknown, origin = location.origin): string {
  if (typeof to !== 'string' || !to.startsWith('/')) return '/'
  try {
    // Browsers read /\x, //x and a tab inside as another host; so the parsed address decides, not the text.
    const url = new URL(to, origin)
    if (url.origin !== origin || url.pathname.startsWith('//') || url.pathname === '/login') return '/'
    return url.pathname + url.search + url.hash
  } catch {
    return '/'
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
