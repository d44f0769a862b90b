import { lazy, Suspense, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { Input } from '../../ui/Field'
import { countryItem, countryItems } from './countries'

/** Until somebody is seen at work on the page: a pointer over it, or the keyboard in a field. */
function used() {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  for (const sign of ['pointerover', 'focusin']) addEventListener(sign, resolve, { once: true })
  return promise
}

/** The list with search weighs as much as the rest of a page. It comes when it may be wanted soon; without a network, at the next try. */
const Combobox = lazy(async () => {
  for (;;) {
    await used()
    const module = await import('../../ui/Combobox').catch(() => null)
    if (module) return { default: module.Combobox }
  }
})

type Props = { value: string; onChange: (code: string) => void }

/** `waiting`: the keyboard was here before the list came; then it stays. */
function Find({ value, onChange, waiting }: Props & { waiting: RefObject<boolean> }) {
  const t = useTranslations('identity.signUp')
  const lang = useLocale()
  const box = useRef<HTMLDivElement>(null)
  const items = useMemo(() => countryItems(lang), [lang])
  useLayoutEffect(() => {
    if (waiting.current) box.current?.querySelector('input')?.focus()
  }, [waiting])
  return (
    <div ref={box}>
      <Combobox items={items} value={value ? countryItem(lang, value) : null} onChange={(i) => onChange(i?.value ?? '')} placeholder={t('countryFind')} />
    </div>
  )
}

/** A country or region, typed to be found. */
export function Country(props: Props) {
  const t = useTranslations('identity.signUp')
  const lang = useLocale()
  const waiting = useRef(false)
  return (
    <Suspense
      fallback={
        <Input
          readOnly
          role="combobox"
          aria-expanded={false}
          placeholder={t('countryFind')}
          value={props.value ? countryItem(lang, props.value).label : ''}
          onFocus={() => (waiting.current = true)}
          onBlur={() => (waiting.current = false)}
        />
      }
    >
      <Find {...props} waiting={waiting} />
    </Suspense>
  )
}
