// The invite link somebody came with, while that person signs up or in. Owns: keeping it on this device for a week. It never stands in an
// address that is sent: tokens do not belong into logs.
const key = 'hub.invite'
const week = 7 * 86_400_000

export function keepInvite(token: string, now = Date.now()) {
  try {
    localStorage.setItem(key, JSON.stringify({ token, at: now }))
  } catch {
    // Without storage the link is opened once more after signing in.
  }
}

/** The token of the link, if one waits. */
export function keptInvite(now = Date.now()): string | null {
  try {
    const { token, at } = JSON.parse(localStorage.getItem(key) ?? '{}') as { token?: unknown; at?: unknown }
    return typeof token === 'string' && typeof at === 'number' && now - at < week ? token : null
  } catch {
    return null
  }
}

export function forgetInvite() {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
