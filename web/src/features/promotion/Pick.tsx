// Choosing items, categories and families: found by typing, taken out again with one press.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { RadioGroup } from '../../ui/Choice'
import { Field, Input } from '../../ui/Field'
import { Combobox } from '../../ui/lazy'
import { categoriesQuery, itemPages } from '../catalog/queries'
import type { Picked } from './draft'
import type { NamedItem } from './queries'

export function ItemPick({ company, value, onChange, label }: { company: string; value: NamedItem | null; onChange: (item: NamedItem | null) => void; label?: string }) {
  const t = useTranslations('promotion')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data, isFetching } = useInfiniteQuery({ ...itemPages(company, { q: q || undefined }, 'sku', false, 20), placeholderData: keepPreviousData })
  const found = data?.pages[0]?.items ?? []
  return (
    <Combobox
      items={found.map((i) => ({ value: i.id, label: i.name, hint: i.sku }))}
      value={value ? { value: value.id, label: value.name, hint: value.sku } : null}
      onSearch={setTyped}
      searching={isFetching}
      onChange={(item) => {
        const chosen = item && found.find((i) => i.id === item.value)
        onChange(chosen ? { id: chosen.id, sku: chosen.sku, name: chosen.name } : null)
      }}
      label={label}
      placeholder={t('findItem')}
    />
  )
}

export function Chips({ names, onRemove }: { names: readonly { id: string; name: string }[]; onRemove: (id: string) => void }) {
  const t = useTranslations('promotion')
  if (names.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5">
      {names.map(({ id, name }) => (
        <li key={id} className="inline-flex max-w-full items-center rounded-control border border-line bg-sunk pl-2.5">
          <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
          <button type="button" aria-label={t('remove', { name })} className="grid size-9 flex-none place-items-center text-ink2 hover:text-ink" onClick={() => onRemove(id)}>
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Items({ company, items, onChange, label }: { company: string; items: readonly NamedItem[]; onChange: (items: NamedItem[]) => void; label: string }) {
  return (
    <Field label={label} required={false}>
      <ItemPick key={items.length} company={company} value={null} onChange={(i) => i && !items.some((x) => x.id === i.id) && onChange([...items, i])} label={label} />
      <Chips names={items} onRemove={(id) => onChange(items.filter((x) => x.id !== id))} />
    </Field>
  )
}

/** Which items count: all, or some by item, category and family, and not a few. */
export function SelectionPick({ company, name, value, onChange, error }: { company: string; name: string; value: Picked; onChange: (value: Picked) => void; error?: string }) {
  const t = useTranslations('promotion')
  const categories = useQuery(categoriesQuery(company)).data?.items ?? []
  const set = (change: Partial<Picked>) => onChange({ ...value, ...change })
  return (
    <div className="grid gap-3">
      <RadioGroup
        legend={t('on')}
        name={name}
        value={value.all ? 'all' : 'some'}
        onChange={(v) => set({ all: v === 'all' })}
        options={[{ value: 'all', label: t('onAll') }, { value: 'some', label: t('onSome') }]}
        error={error}
      />
      {!value.all && (
        <>
          <Items company={company} items={value.items} onChange={(items) => set({ items })} label={t('items')} />
          <Field label={t('categories')} required={false}>
            <Combobox
              key={value.categories.length}
              items={categories.filter((c) => !value.categories.includes(c.name)).map((c) => ({ value: c.name, label: c.name }))}
              value={null}
              onChange={(c) => c && set({ categories: [...value.categories, c.value] })}
            />
            <Chips names={value.categories.map((c) => ({ id: c, name: c }))} onRemove={(c) => set({ categories: value.categories.filter((x) => x !== c) })} />
          </Field>
          <Field label={t('families')} hint={t('familiesHint')} required={false}>
            <Input value={value.families} onChange={(e) => set({ families: e.target.value })} />
          </Field>
        </>
      )}
      <Items company={company} items={value.not} onChange={(not) => set({ not })} label={t('not')} />
    </div>
  )
}
