import clsx from 'clsx'
import { SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { usePhone } from '../../../lib/useMedia'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Dialog } from '../../../ui/lazy'
import { cleared, groupsOf, narrowed, toggled, type Facets, type Group, type Search } from './search'

type Props = { facets: Facets | undefined; atLeast: boolean; search: Search; onSearch: (search: Search) => void }

function useGroups({ facets, search }: Props) {
  const t = useTranslations('offers')
  const lang = useLocale()
  return groupsOf(facets, search, lang, { supplier: t('supplier'), brand: t('find.brand'), category: t('category'), heading: t('find.heading') })
}

const few = 6

function Choices({ group, atLeast, search, onSearch }: { group: Group } & Omit<Props, 'facets'>) {
  const t = useTranslations('offers.find')
  const lang = useLocale()
  const [all, setAll] = useState(false)
  const chosen = search[group.kind] ?? []
  const shown = all ? group.choices : group.choices.filter((c, i) => i < few || chosen.includes(c.value))
  return (
    <fieldset className="grid min-w-0 content-start border-b border-line px-4 py-2">
      <legend className="float-left py-1 text-small font-strong text-ink2">{group.title}</legend>
      {shown.map((c) => (
        <Checkbox key={c.value} className="w-full" checked={chosen.includes(c.value)} onChange={() => onSearch(toggled(search, group.kind, c.value))}>
          <span className="wrap-anywhere">{c.label}</span> <span className="num text-small text-ink2">{atLeast ? t('atLeast', { count: formatNumber(lang, String(c.count)) }) : formatNumber(lang, String(c.count))}</span>
        </Checkbox>
      ))}
      {shown.length < group.choices.length && (
        <Button kind="quiet" className="justify-self-start" onClick={() => setAll(true)}>
          {t('allOf', { count: group.choices.length })}
        </Button>
      )}
    </fieldset>
  )
}

function InStock({ facets, atLeast, search, onSearch }: Props) {
  const t = useTranslations('offers.find')
  const lang = useLocale()
  if (!search.stock && !facets?.in_stock) return null
  return (
    <div className="border-b border-line px-4 py-1">
      <Checkbox checked={search.stock ?? false} onChange={(on) => onSearch({ ...search, stock: on || undefined })}>
        {t('inStock')}{' '}
        {facets && <span className="num text-small text-ink2">{atLeast ? t('atLeast', { count: formatNumber(lang, String(facets.in_stock)) }) : formatNumber(lang, String(facets.in_stock))}</span>}
      </Checkbox>
    </div>
  )
}

/** What narrows a search, with how many offers each leaves. Beside the list on a desk. */
export function Narrow(props: Props) {
  const t = useTranslations('offers.find')
  const groups = useGroups(props)
  return (
    <aside aria-label={t('narrow')} className="w-64 flex-none self-start overflow-hidden rounded-card border border-line bg-surface">
      <InStock {...props} />
      {groups.map((group) => (
        <Choices key={group.key} group={group} {...props} />
      ))}
    </aside>
  )
}

/** On a phone: a row of chips. What is chosen is taken back with one touch; the rest opens as a sheet. */
export function NarrowChips(props: Props) {
  const t = useTranslations('offers.find')
  const phone = usePhone()
  const groups = useGroups(props)
  const { facets, search, onSearch } = props
  const [open, setOpen] = useState(false)
  const count = narrowed(search)
  const chosen = groups.flatMap((g) => g.choices.filter((c) => search[g.kind]?.includes(c.value)).map((c) => ({ ...c, kind: g.kind })))
  return (
    <div role="group" aria-label={t('narrow')} className={clsx('flex gap-2 overflow-x-auto py-1 max-tablet:px-4', chosen.length === 0 && !search.stock && 'desktop:hidden')}>
      <Button className="flex-none desktop:hidden" icon={<SlidersHorizontal aria-hidden />} onClick={() => setOpen(true)}>
        {count > 0 ? t('narrowedBy', { count }) : t('narrow')}
      </Button>
      {(search.stock || (phone && Boolean(facets?.in_stock))) && (
        <Button className="flex-none" aria-pressed={search.stock ?? false} kind={search.stock ? 'primary' : 'plain'} onClick={() => onSearch({ ...search, stock: search.stock ? undefined : true })}>
          {t('inStock')}
        </Button>
      )}
      {chosen.map((c) => (
        <Button key={`${c.kind} ${c.value}`} className="max-w-[16rem] flex-none" aria-label={t('without', { what: c.label })} icon={<X aria-hidden />} onClick={() => onSearch(toggled(search, c.kind, c.value))}>
          <span className="truncate">{c.label}</span>
        </Button>
      ))}
      {count > 1 && (
        <Button kind="quiet" className="flex-none" onClick={() => onSearch(cleared(search))}>
          {t('clear')}
        </Button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title={t('narrow')} place="side">
        <div className="-m-4">
          <InStock {...props} />
          {groups.map((group) => (
            <Choices key={group.key} group={group} {...props} />
          ))}
        </div>
      </Dialog>
    </div>
  )
}
