import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, Combine, Scissors } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Seal, StatusDot } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { productQuery, split, type Edge, type Member, type Whole } from '../queries'
import { useReasonWords } from '../words'
import { strongestOf, useEvidence } from './Evidence'
import { useChange } from './useChange'

/** Searching another product weighs more than the rest of the page, and is rarely wanted. */
const Join = lazy(() => import('./Join').then((m) => ({ default: m.Join })))

/** So many edges are shown at first: among forty items there are hundreds. */
const firstEdges = 12

const dots = { confirmed: 'done', implied: 'off', proposed: 'waiting', refused: 'blocked' } as const

type Change = ReturnType<typeof useChange>

function Members({ company, whole, change, write }: { company: string; whole: Whole; change: Change; write: ReturnType<typeof mayOf> }) {
  const t = useTranslations('products')
  const evidence = useEvidence()
  const { product, members, edges } = whole
  const columns: Column<Member>[] = [
    {
      key: 'name', title: t('item'), main: true,
      cell: (m) => (
        <span className="flex items-center gap-2.5">
          <Seal name={m.supplier_name} />
          <span className="grid min-w-0 max-w-[36em]">
            <span className="wrap-anywhere">{m.name}</span>
            <span className="text-small text-ink2 wrap-anywhere">
              {m.supplier_name} · <span className="num">{m.sku}</span>
            </span>
          </span>
        </span>
      ),
    },
    { key: 'brand', title: t('brand'), cell: (m) => <span className="wrap-anywhere">{m.brand || '–'}</span> },
    { key: 'mpn', title: t('mpn'), cell: (m) => <span className="num wrap-anywhere">{m.mpn || '–'}</span> },
    { key: 'gtin', title: t('gtin'), cell: (m) => <span className="num">{m.gtin || '–'}</span> },
    { key: 'pack', title: t('pack'), cell: (m) => m.pack || '–' },
    {
      key: 'held', title: t('held'),
      cell: (m) => {
        const edge = strongestOf(edges, m.item)
        return edge ? evidence(edge) : '–'
      },
    },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (m) => (
        <Button
          kind="quiet"
          icon={<Scissors aria-hidden />}
          disabled={write.disabled || change.busy}
          aria-label={t('splitOf', { supplier: m.supplier_name, sku: m.sku })}
          onClick={() => void change.change(() => split(company, product.id, { supplier: m.supplier, item: m.item }), t('splitDone', { supplier: m.supplier_name, sku: m.sku }))}
        >
          {t('split')}
        </Button>
      ),
    })
  }
  return <DataTable label={t('members')} columns={columns} rows={members} rowKey={(m) => `${m.supplier} ${m.item}`} />
}

function EdgeRow({ edge, whole, company, change, write }: { edge: Edge; whole: Whole; company: string; change: Change; write: ReturnType<typeof mayOf> }) {
  const t = useTranslations('products')
  const words = useReasonWords()
  const evidence = useEvidence()
  const of = (item: string) => {
    const member = whole.members.find((m) => m.item === item)
    return member ? `${member.supplier_name} ${member.sku}` : item
  }
  const pair = { left: of(edge.left), right: of(edge.right) }
  const [first] = edge.reasons.filter((r) => r.both.length > 0)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0">
      <span className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <span className="num wrap-anywhere">{t('edge', pair)}</span>
        <span className="text-small text-ink2 wrap-anywhere">
          {evidence(edge)}
          {first && ` · ${words.speaksFor(first)}`}
        </span>
        {[...new Set(edge.contradictions.map(words.contradiction))].map((said) => (
          <span key={said} className="text-small text-bad wrap-anywhere">
            ≠ {said}
          </span>
        ))}
      </span>
      <StatusDot kind={dots[edge.state]}>{t(`edgeState.${edge.state}`)}</StatusDot>
      {write.shown && edge.state === 'confirmed' && (
        <Button
          kind="quiet"
          disabled={write.disabled || change.busy}
          aria-label={t('cutOf', pair)}
          onClick={() => void change.change(() => split(company, whole.product.id, { edge: edge.id }), t('cutDone', pair))}
        >
          {t('cut')}
        </Button>
      )}
    </li>
  )
}

/** One product: its items, what holds each of them, and the ways to take it apart or to join it with another one. */
export function Page() {
  const t = useTranslations('products')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { product = '' } = useParams({ strict: false }) as { product?: string }
  const { data, error, refetch } = useQuery(productQuery(company, product))
  const change = useChange(company, product)
  const write = mayOf(seat, 'matching.question.answer')
  const [joining, setJoining] = useState(false)
  const [all, setAll] = useState(false)
  const edges = all ? data?.edges : data?.edges.slice(0, firstEdges)
  const note = data && [data.product.brand, data.product.mpn, data.product.gtin, data.product.pack].filter(Boolean).join(' · ')
  return (
    <>
      <PageHeader
        title={data?.product.name ?? t('one')}
        note={note && <span className="num">{note}</span>}
        actions={
          data && write.shown ? (
            <Button icon={<Combine aria-hidden />} disabled={write.disabled || change.busy} onClick={() => setJoining(true)} className="max-tablet:w-full">
              {t('join')}
            </Button>
          ) : undefined
        }
      >
        <Link to="/c/$company/matching/products" params={{ company }} className={buttonClass('quiet', '-ml-3 w-fit print:hidden')}>
          <ArrowLeft aria-hidden />
          {t('back')}
        </Link>
      </PageHeader>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && edges && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
          <div className="max-tablet:px-4 has-[p:empty]:hidden">
            <Refusal problem={change.problem} />
          </div>
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <Members company={company} whole={data} change={change} write={write} />
          </div>
          <Section title={t('why')} note={t('whyNote')} className="max-tablet:rounded-none max-tablet:border-x-0">
            <ul className="-m-4">
              {edges.map((e) => (
                <EdgeRow key={e.id} edge={e} whole={data} company={company} change={change} write={write} />
              ))}
              {edges.length < data.edges.length && (
                <li className="px-4 py-2">
                  <Button kind="quiet" onClick={() => setAll(true)}>
                    {t('allEdges', { n: data.edges.length })}
                  </Button>
                </li>
              )}
            </ul>
          </Section>
        </div>
      )}
      {joining && data && (
        <Suspense>
          <Join company={company} one={data.product} change={change} onClose={() => setJoining(false)} />
        </Suspense>
      )}
    </>
  )
}
