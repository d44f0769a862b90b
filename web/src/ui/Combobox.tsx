import { Combobox as Base } from '@base-ui/react/combobox'
import clsx from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useTranslations } from '../lib/i18n'
import { useField } from './Field'

export type ComboItem = {
  value: string
  label: string
  hint?: string
  /** Other words it is found by: a code, pinyin initials. */
  words?: string
}

export type ComboboxProps = {
  items: readonly ComboItem[]
  value: ComboItem | null
  onChange: (item: ComboItem | null) => void
  /** Given when the hub searches: is called with what was typed, and the items are shown as they come. */
  onSearch?: (text: string) => void
  searching?: boolean
  placeholder?: string
  label?: string
  className?: string
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

function matches(item: ComboItem, query: string) {
  const text = plain(`${item.label} ${item.words ?? ''} ${item.value}`)
  return plain(query).trim().split(/\s+/).every((word) => text.includes(word))
}

/**
 * Stands in the open list. Base UI hides everything else from the ear meanwhile, though Tab still leads there; but it spares live regions.
 * So the part of the page around the field is one for that time, and one that is off says nothing by itself.
 */
function RestIsHeard({ field }: { field: RefObject<HTMLElement | null> }) {
  useLayoutEffect(() => {
    const around = field.current?.closest('[role=dialog], body > *')
    around?.setAttribute('aria-live', 'off')
    return () => around?.removeAttribute('aria-live')
  }, [field])
  return null
}

/** Type to find, arrows to move, Enter to take. Enter that ends a Chinese composition takes nothing. */
export function Combobox({ items, value, onChange, onSearch, searching, placeholder, label, className }: ComboboxProps) {
  const t = useTranslations('ui')
  const field = useField()
  const box = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={onChange}
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change') onSearch?.(text)
      }}
      filter={onSearch ? null : matches}
      isItemEqualToValue={(a, b) => a.value === b.value}
      itemToStringLabel={(item: ComboItem) => item.label}
      autoHighlight
    >
      <Base.InputGroup ref={box} className={clsx('relative block min-w-0', className)}>
        <Base.Input {...field} aria-label={label} placeholder={placeholder} className="box w-full pr-8 pl-2.5" />
        <Base.Trigger tabIndex={-1} aria-label={t('combobox.open')} className="absolute inset-y-0 right-0 grid w-8 place-items-center text-ink2">
          <ChevronDown aria-hidden />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-(--z-popup)">
          <Base.Popup className="popup max-h-[min(22rem,var(--available-height))] w-(--anchor-width) max-w-(--available-width) min-w-56 overflow-y-auto">
            <RestIsHeard field={box} />
            <Base.Status className="px-3 py-2 text-small text-ink2 empty:hidden">{searching ? t('combobox.searching') : null}</Base.Status>
            <Base.Empty className="px-3 py-2 text-ink2 empty:hidden">{searching ? null : t('combobox.none')}</Base.Empty>
            <Base.List className="outline-none">
              {(item: ComboItem) => (
                <Base.Item key={item.value} value={item} className="flex min-h-control items-center gap-2 px-2.5 py-1 outline-none select-none data-highlighted:bg-sunk">
                  <span className="min-w-0 flex-1">
                    {item.label}
                    {item.hint && <span className="block text-small text-ink2">{item.hint}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
