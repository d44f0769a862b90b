import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { api } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { needTexts, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { NotFoundPage } from '../../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button, buttonClass } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { ConfirmDialog } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Tabs } from '../../../ui/Segmented'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import { held, type Held } from '../../trading/supplierQueries'
import { askAgain, categoriesQuery, factsQuery, itemQuery, mediaPath, type Item } from '../queries'
import { Thumb } from '../Thumb'
import { useFieldName } from '../words'
import { Facts, Variants } from './Aside'
import { Attributes } from './Attributes'
import { draftOf, unitsOf, type Draft, type Part } from './draft'
import { Codes, Selling, Texts } from './Texts'
import { useItemForm, type ItemForm } from './useItemForm'

const Packs = lazy(() => import('./Packs').then((m) => ({ default: m.Packs })))
const Pictures = lazy(() => import('./Pictures').then((m) => ({ default: m.Pictures })))
// The buyers' eyes bring the buyers' texts.
const Seen = lazy(async () => {
  const [m] = await Promise.all([import('./Seen'), needTexts('offers', 'grants', 'customers')])
  return { default: m.Seen }
})
const History = lazy(() => import('./History').then((m) => ({ default: m.History })))

const tabs = ['about', 'seen', 'history'] as const
type Tab = (typeof tabs)[number]

/** Whether this seat may look with the eyes of buyers. */
const sees = (seat: Seat) => seat.permissions.includes('trading.grant.read') && seat.permissions.includes('comparison.sheet.read')

/** Withdraws or offers again on the version that was read; the way back is made on the one that came of it. */
async function setOffered(company: string, now: Held<Item>, offered: boolean): Promise<Held<Item>> {
  const params = { params: { path: { company, item: now.value.id }, header: { 'If-Match': now.etag } } }
  const saved = await held<Item>(offered ? api.POST('/api/companies/{company}/items/{item}/restore', params) : api.POST('/api/companies/{company}/items/{item}/withdraw', params))
  queryClient.setQueryData(itemQuery(company, saved.value.id).queryKey, saved)
  await askAgain(company)
  return saved
}

function Acts({ seat, now }: { seat: Seat; now: Held<Item> }) {
  const t = useTranslations('item')
  const { text } = useProblemText()
  const company = seat.company.id
  const write = mayOf(seat, 'catalog.item.write')
  const active = now.value.state === 'active'
  const turn = async (from: Held<Item>, offered: boolean): Promise<void> => {
    try {
      const saved = await setOffered(company, from, offered)
      toast(t(offered ? 'restored' : 'wasWithdrawn', { name: saved.value.name }), () => void turn(saved, !offered))
    } catch (error) {
      toast(text(toProblem(error)))
      await askAgain(company)
    }
  }
  return (
    <>
      <Link to="/c/$company/items" params={{ company }} className={buttonClass('quiet')}>
        {t('all')}
      </Link>
      {active && sees(seat) && (
        <Link to="/c/$company/items/$item" params={{ company, item: now.value.id }} search={{ tab: 'seen' }} className={buttonClass('plain')}>
          <Eye aria-hidden />
          {t('asBuyer')}
        </Link>
      )}
      {write.shown && (
        <Button kind={active ? 'danger' : 'primary'} disabled={write.disabled} onClick={() => void turn(now, !active)}>
          {active ? t('withdraw') : t('restore')}
        </Button>
      )}
    </>
  )
}

/** A part of the item as a person reads it. */
function useShown() {
  const t = useTranslations('item')
  return (part: Part, draft: Draft) => {
    if (part === 'packs') return draft.packs.map((p) => `${t(`level.${p.level}`)}: ${p.count}`).join(', ') || t('nothing')
    if (part === 'catch_weight') return t(draft.catch_weight ? 'yes' : 'no')
    const value = part.startsWith('attributes/') ? draft.attributes[part.slice('attributes/'.length)] : draft[part as Exclude<Part, 'packs' | 'catch_weight' | `attributes/${string}`>]
    return value?.trim() || t('nothing')
  }
}

/** Where somebody else saved the same part meanwhile: whose shall it be. */
function Conflict({ item }: { item: ItemForm }) {
  const t = useTranslations('item.conflict')
  const name = useFieldName()
  const shown = useShown()
  if (!item.theirs || item.clash.length === 0) return null
  const theirs = draftOf(item.theirs.value)
  return (
    <div role="alert" className="grid gap-3 rounded-control border border-warn bg-warn-bg p-3">
      <p className="font-strong text-warn">{t('title')}</p>
      {item.clash.map((part) => (
        <RadioGroup
          key={part}
          legend={name(part)}
          name={`conflict-${part}`}
          value={item.take.get(part) ?? ''}
          onChange={(whose) => item.choose(part, whose)}
          options={[
            { value: 'mine', label: shown(part, item.draft), hint: t('mine') },
            { value: 'theirs', label: shown(part, theirs), hint: t('theirs') },
          ]}
        />
      ))}
    </div>
  )
}

/** All that is said of the item, as one form. */
function About({ seat, now }: { seat: Seat; now: Held<Item> }) {
  const t = useTranslations()
  const company = seat.company.id
  const write = mayOf(seat, 'catalog.item.write')
  const writable = write.shown && !write.disabled
  const priced = seat.permissions.includes('comparison.sheet.read')
  const categories = useQuery({ ...categoriesQuery(company), enabled: seat.permissions.includes('catalog.category.read') })
  const facts = useQuery({ ...factsQuery(company, now.value.id), enabled: priced })
  const known = categories.data?.items ?? []
  const definitionsOf = (category: string) => known.find((c) => c.name === category.trim())?.attributes ?? []
  const item = useItemForm(company, now, definitionsOf, (saved) => toast(t('item.saved', { name: saved.name })))
  const definitions = definitionsOf(item.draft.category)
  const blocker = useUnsaved(item.unsaved.length > 0)
  const open = item.clash.some((p) => !item.take.get(p))
  const wrong = item.form.count
  const goWrong = () => item.form.form.ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <form {...item.form.form} id="about" className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Conflict item={item} />
          <Texts item={item} writable={writable} categories={known} heading={now.value.heading} />
          <Codes item={item} writable={writable} />
          <Selling item={item} writable={writable} />
          <Suspense fallback={<Skeleton lines={4} />}>
            <Packs item={item} price={facts.data?.price} writable={writable} />
          </Suspense>
          <Attributes company={company} item={item} definitions={definitions} known={now.value.attributes} units={unitsOf(now.value, definitions)} writable={writable} describes={seat.permissions.includes('catalog.category.write')} />
          <Refused form={item.form} />
        </form>
        <div className="grid min-w-0 gap-4">
          {priced && <Facts company={company} item={now.value} />}
          <Suspense fallback={<Skeleton lines={4} />}>
            <Pictures company={company} item={now.value.id} name={now.value.name} media={now.value.media} writable={writable} undoable={seat.permissions.includes('catalog.revision.undo')} />
          </Suspense>
          <Variants company={company} item={now.value} definitions={definitionsOf(now.value.category)} />
        </div>
      </div>
      {writable && (item.unsaved.length > 0 || item.theirs) && (
        <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) -mx-4 mt-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper px-4 py-3 print:hidden">
          <p role="status" className="mr-auto text-small text-ink2">
            {t('item.unsaved', { count: item.unsaved.length })}
          </p>
          {wrong > 0 && (
            <Button kind="quiet" className="text-bad!" onClick={goWrong}>
              {t('item.wrong', { count: wrong })}
            </Button>
          )}
          <Button onClick={item.discard}>{item.theirs ? t('item.conflict.drop') : t('item.discard')}</Button>
          <Button kind="primary" type="submit" form="about" busy={item.form.busy} disabled={open}>
            {t('item.save')}
          </Button>
        </div>
      )}
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </>
  )
}

/** One item: what it is, how it is packed, what it looks like, what happened to it. */
export function Page() {
  const t = useTranslations('item')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { item = '' } = useParams({ strict: false }) as { item?: string }
  const search = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const query = useQuery(itemQuery(company, item))
  const categories = useQuery({ ...categoriesQuery(company), enabled: seat.permissions.includes('catalog.category.read') })
  const shown = tabs.filter((x) => x !== 'seen' || sees(seat))
  const tab = shown.find((x) => x === search.tab) ?? 'about'
  const to = (next: Tab) => void navigate({ to: '/c/$company/items/$item', params: { company, item }, search: { tab: next === 'about' ? undefined : next }, replace: true })
  if (query.isError && !query.data && toProblem(query.error).status === 404) return <NotFoundPage />
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={10} />
  const now = query.data
  const { value } = now
  const main = value.media.find((m) => m.kind === 'image')
  const definitions = categories.data?.items.find((c) => c.name === value.category)?.attributes ?? []
  return (
    <>
      <PageHeader title={value.name} note={<span className="num">{value.sku}</span>} actions={<Acts seat={seat} now={now} />}>
        <div className="flex flex-wrap items-center gap-3">
          <Thumb src={main && mediaPath(company, value.id, main.id, true)} alt={main?.alt} />
          <StatusDot kind={value.state === 'active' ? 'done' : 'off'}>{t(value.state)}</StatusDot>
          <span className="wrap-anywhere">{[value.brand, value.category].filter(Boolean).join(' · ')}</span>
          <span className="num text-small text-ink2">{t('updatedAt', { at: formatInstant(value.updated_at, deviceZone) })}</span>
        </div>
      </PageHeader>
      <div className="p-4">
        <Tabs label={t('parts')} value={tab} onChange={to} options={shown.map((x) => ({ value: x, label: t(`tab.${x}`) }))}>
          <Suspense fallback={<Skeleton lines={5} />}>
            {tab === 'about' && <About key={value.id} seat={seat} now={now} />}
            {tab === 'seen' && <Seen company={company} item={value} />}
            {tab === 'history' && <History seat={seat} item={value.id} definitions={definitions} />}
          </Suspense>
        </Tabs>
      </div>
    </>
  )
}
