// Which company was worked for last on this device. Apart from the session, because the first page asks before anything else is loaded.
const lastKey = 'hub.seat'

/** The company that was worked for last on this device; it also tells that somebody was signed in here. */
export function lastCompany() {
  try {
    return localStorage.getItem(lastKey)
  } catch {
    return null
  }
}

export function rememberCompany(company: string) {
  try {
    localStorage.setItem(lastKey, company)
  } catch {
    // Without storage the first seat is taken next time.
  }
}

export function forgetCompany() {
  try {
    localStorage.removeItem(lastKey)
  } catch {
    // Nothing was kept.
  }
}
