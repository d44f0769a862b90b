import { lazy, Suspense, useMemo } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { Input } from '../../ui/Field'
import { countryItem, countryItems } from './countries'

// The list with search weighs as much as the rest of a page; the page stands before it comes.
const Combobox = lazy(() => import('../../ui/Combobox').then((m) => ({ default: m.Combobox })))

/** A country or region, typed to be found. */
export function Country({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useTranslations('identity.signUp')
  const lang = useLocale()
  const items = useMemo(() => countryItems(lang), [lang])
  const item = value ? countryItem(lang, value) : null
  return (
    <Suspense fallback={<Input readOnly value={item?.label ?? ''} />}>
      <Combobox items={items} value={item} onChange={(i) => onChange(i?.value ?? '')} placeholder={t('countryFind')} />
    </Suspense>
  )
}
