import { useLocale, useTranslations } from '../../../lib/i18n'
import type { Trade } from '../api'
import { countryItem } from '../../identity/countries'
import { useTradingWords } from '../words'

const fields = ['legal_name', 'trade_name', 'country', 'tax_number', 'registration_number', 'founded', 'trades', 'website', 'phone', 'email', 'contacts', 'share', 'documents', 'sites', 'extra'] as const
const ofBank = ['holder', 'iban', 'account', 'bank', 'bic', 'country', 'currency'] as const
const ofContact = ['name', 'post', 'role'] as const

/** Paths into the file in words, and what stands there. */
export function usePathName() {
  const t = useTranslations('file')
  const lang = useLocale()
  const words = useTradingWords()
  return {
    /** `/contacts/0/email`, `bank.iban` or `documents` as "Contact 1: E-mail". */
    name: (path: string): string => {
      const [first = '', second = '', third = ''] = path.replace(/^\//, '').split(/[/.]/)
      if (first === 'bank') {
        const field = ofBank.find((f) => f === second)
        return field ? `${t('section.bank')}: ${t(`bank.${field}`)}` : t('section.bank')
      }
      if (first === 'contacts' && second !== '') {
        const field = ofContact.find((f) => f === third)
        const what = field ? t(`contact.${field}`) : third === 'phone' || third === 'email' ? t(third) : ''
        return [t('contactNumber', { number: Number(second) + 1 }), what].filter(Boolean).join(': ')
      }
      const field = fields.find((f) => f === (first === 'share_bank' ? 'share' : first))
      return field ? t(field === 'extra' ? 'section.extra' : field === 'sites' ? 'section.sites' : field) : path
    },
    show: (path: string, value: unknown): string => {
      if (value === undefined || value === null || value === '') return t('nothing')
      if (typeof value === 'boolean') return value ? t('shareOn') : t('shareOff')
      if (Array.isArray(value)) {
        if (value.length === 0) return t('nothing')
        return words.list(value.map((v) => (typeof v === 'string' ? words.trade(v as Trade) : Object.values(v as object).filter(Boolean).join(' '))))
      }
      return path.endsWith('country') ? countryItem(lang, String(value)).label : String(value)
    },
  }
}
