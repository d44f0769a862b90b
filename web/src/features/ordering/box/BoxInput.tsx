import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { usePhone } from '../../../lib/useMedia'
import { keyOf, refOf, suggestQuery } from '../../comparison/product/queries'
import type { Thing } from './queries'

type Props = {
  company: string
  /** Words were typed, or a code was scanned into the field; nothing where Enter met an empty field. */
  onText: (text: string) => void
  /** One of the suggestions was taken. */
  onThing: (thing: Thing) => void
}

/** One field for a code, a barcode, a name or its initials; what the hub finds stands below it while one types. A native input: what is typed is there at once. */
export function BoxInput({ company, onText, onThing }: Props) {
  const t = useTranslations('box.input')
  const id = useId()
  const phone = usePhone()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [at, setAt] = useState(-1)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed), 200)
    return () => clearTimeout(timer)
  }, [typed])
  const { data } = useQuery({ ...suggestQuery(company, q), placeholderData: keepPreviousData })
  const found = open && typed.trim() && q.trim() ? (data?.items ?? []) : []
  const taken = () => {
    setTyped('')
    setQ('')
    setAt(-1)
    setOpen(false)
  }
  const takeText = () => {
    taken()
    onText(typed)
  }
  const takeFound = (n: number) => {
    const hit = found[n]
    if (!hit) return takeText()
    taken()
    onThing({ text: '', name: hit.offer.name, quantity: '', ref: refOf(hit) })
    field.current?.focus()
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'ArrowDown' && found.length > 0) setAt((at + 1) % found.length)
    else if (e.key === 'ArrowUp' && found.length > 0) setAt(at <= 0 ? -1 : at - 1)
    else if (e.key === 'Escape' && open) {
      setOpen(false)
      setAt(-1)
    } else if (e.key === 'Enter') takeFound(at)
    else return
    e.preventDefault()
  }
  return (
    <div className="relative">
      <input
        ref={field}
        role="combobox"
        aria-label={t('label')}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 && found[at] ? `${id}-${at}` : undefined}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one field of the page; a phone would cover the page with its keyboard
        autoFocus={!phone}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
        placeholder={t('placeholder')}
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value)
          setAt(-1)
          setOpen(true)
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
        data-box
        className="box h-12! w-full px-3 text-lead"
      />
      {found.length > 0 && (
        <ul id={`${id}-list`} role="listbox" aria-label={t('found')} className="popup absolute inset-x-0 top-full z-(--z-popup) mt-1 max-h-96 overflow-y-auto">
          {found.map((hit, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are heard by the field that the list belongs to
            <li
              key={keyOf(refOf(hit))}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              // The field keeps the keyboard.
              onMouseDown={(e) => e.preventDefault()}
              onClick={() => takeFound(i)}
              className={clsx('min-h-control cursor-pointer px-3 py-1.5', i === at ? 'bg-sunk' : 'hover:bg-sunk')}
            >
              <span className="block wrap-anywhere">{hit.offer.name}</span>
              <span className="num block text-small wrap-anywhere text-ink2">{[data?.suppliers.find((s) => s.supplier === hit.supplier)?.name, hit.offer.sku, hit.offer.brand].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {found.length > 0 && t('count', { count: found.length })}
      </p>
    </div>
  )
}
