// What a form can say without asking the hub. Codes are those of the hub, so that both have the same words.

export const given = (text: string) => (text.trim() ? null : 'required')

/** Only what is surely no address; the rest the hub judges. */
export const email = (text: string) => given(text) ?? (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.normalize('NFKC').trim()) ? null : 'email')

/** Signs of a phone number, or an address. */
export function login(text: string) {
  const plain = text.normalize('NFKC').trim()
  if (!plain) return 'required'
  return email(plain) === null || /^\+?[\d\s().-]{7,24}$/.test(plain) ? null : 'login'
}

export const passwordLeast = 8
export const passwordGood = 15
export const passwordMost = 128

/** Counted as people count: one Chinese character, one emoji is one. */
export const length = (text: string) => [...text].length

export function freshPassword(text: string) {
  if (!text) return 'required'
  if (length(text) < passwordLeast) return 'password_short'
  return length(text) > passwordMost ? 'password_long' : null
}
