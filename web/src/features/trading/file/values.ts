// The company file as it is being typed. Owns: what may be sent of it, and what has to wait. Does not own: saving, judging.
import type { FileDraft } from '../fileQuery'
import type { Trade } from '../api'

export const contactRoles = ['general', 'purchasing', 'accounts', 'logistics', 'quality', 'legal'] as const
export type Contact = { name: string; post: string; role: (typeof contactRoles)[number]; phone: string; email: string }
export type Extra = { label: string; value: string }
export type Bank = { holder: string; iban: string; account: string; bank: string; bic: string; country: string; currency: string }
export type Values = {
  legal_name: string
  trade_name: string
  country: string
  tax_number: string
  registration_number: string
  founded: string
  trades: Trade[]
  website: string
  phone: string
  email: string
  contacts: Contact[]
  bank: Bank
  share_bank: boolean
  extra: Extra[]
}

export const newContact: Contact = { name: '', post: '', role: 'general', phone: '', email: '' }

export function valuesOf(d: FileDraft): Values {
  return {
    legal_name: d.legal_name ?? '', trade_name: d.trade_name ?? '', country: d.country ?? '', tax_number: d.tax_number ?? '', registration_number: d.registration_number ?? '',
    founded: d.founded ?? '', trades: d.trades ?? [], website: d.website ?? '', phone: d.phone ?? '', email: d.email ?? '',
    contacts: (d.contacts ?? []).map((c) => ({ ...newContact, ...c })),
    bank: { holder: '', iban: '', account: '', bank: '', bic: '', country: '', currency: '', ...d.bank },
    share_bank: d.share_bank ?? false,
    extra: (d.extra ?? []).map(({ label, value }) => ({ label, value })),
  }
}

/** Written as numbers of a calendar are written everywhere: full-width digits, slashes and the Chinese way are understood. */
export function foundedOf(typed: string): string {
  const plain = typed.normalize('NFKC').trim().replace(/[年月/.]/g, '-').replace(/[日-]+$/, '')
  return plain.replace(/-(\d)(?=-|$)/g, '-0$1')
}

const goodFounded = /^(1[0-9]{3}|20[0-9]{2})(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$/
const goodCurrency = /^[A-Z]{3}$/

const filled = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).flatMap(([k, v]) => (typeof v === 'string' ? (v.trim() ? [[k, v.trim()]] : []) : [[k, v]]))) as Partial<T>

/** What the hub can keep of it, and the paths of what it could not yet: those stay here, and are marked. */
export function draftOf(v: Values): { draft: FileDraft; waiting: string[] } {
  const waiting: string[] = []
  const { contacts, bank, extra, trades, share_bank, founded, ...texts } = v
  const draft: FileDraft = { ...filled(texts), trades, share_bank }
  const year = foundedOf(founded)
  if (goodFounded.test(year)) draft.founded = year
  else if (year) waiting.push('/founded')
  draft.contacts = contacts.flatMap((c, i) => {
    const { name, ...rest } = filled(c)
    if (name) return [{ ...rest, name }]
    if (Object.keys(rest).length > 1) waiting.push(`/contacts/${i}/name`)
    return []
  })
  const { currency, ...account } = filled(bank)
  const code = currency?.normalize('NFKC').toUpperCase()
  if (code && !goodCurrency.test(code)) waiting.push('/bank/currency')
  if (Object.keys(account).length > 0 || code) draft.bank = { ...account, ...(code && goodCurrency.test(code) && { currency: code }) }
  const labels = new Set<string>()
  draft.extra = extra.flatMap(({ label, value }, i) => {
    const name = label.trim()
    if (!name && !value.trim()) return []
    if (!name || labels.has(name)) {
      waiting.push(`/extra/${i}/label`)
      return []
    }
    labels.add(name)
    return [{ label: name, value: value.trim() }]
  })
  return { draft, waiting }
}
