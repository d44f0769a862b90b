import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { NotFoundPage } from '../../../shell/ErrorPages'
import type { Seat } from '../../../shell/session'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Buying, SuppliersNav } from '../../trading/Buying'
import { Guarded } from '../offers/Guarded'
import { Alternates } from './Alternates'
import { Calls } from './Calls'
import { About, Codes, Media, Packs, Variants } from './Details'
import { PriceHistory } from './PriceHistory'
import { productQuery, type Product, type ProductOffer, type Ref } from './queries'
import { Same } from './Same'
import { WhoHas } from './WhoHas'

const MendDialog = lazy(() => import('./MendDialog').then((m) => ({ default: m.MendDialog })))

/** Why a column says less than one would think. */
function Notes({ product }: { product: Product }) {
  const t = useTranslations('product')
  const priced = product.offers.filter((o) => o.offer.price)
  const currencies = new Set(priced.map((o) => o.offer.price?.currency))
  const notes = [currencies.size > 1 && t('currencies'), priced.some((o) => o.per_unit?.guess) && t('guesses'), priced.length > 1 && priced.some((o) => !o.per_unit) && t('units')].filter((n) => n !== false)
  if (notes.length === 0) return null
  return (
    <ul className="grid gap-1 px-4 py-3 text-small text-ink2">
      {notes.map((n) => (
        <li key={n}>{n}</li>
      ))}
    </ul>
  )
}

function Loaded({ seat, product }: { seat: Seat; product: Product }) {
  const t = useTranslations('product')
  const [mending, setMending] = useState<ProductOffer | null>(null)
  const company = seat.company.id
  const mayWrite = seat.permissions.includes('comparison.own.write')
  return (
    <Guarded seat={seat}>
      <div className="grid gap-4 p-4 max-tablet:px-0">
        <section className="min-w-0 overflow-hidden rounded-card border border-line bg-surface max-tablet:rounded-none max-tablet:border-x-0">
          <div className="flex min-h-14 flex-wrap items-center gap-2 border-b border-line px-4 py-1">
            <h2 className="text-h2 font-strong">{t('whoHas')}</h2>
            <span className="text-small text-ink2">{t('offers', { count: product.offers.length })}</span>
          </div>
          <WhoHas company={company} product={product} onMend={mayWrite ? setMending : undefined} />
          <Notes product={product} />
        </section>
        <div className="grid items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 gap-4">
            <PriceHistory key={product.item} company={company} product={product} />
            <Same company={company} product={product} mayWrite={mayWrite} />
            <Alternates company={company} product={product} mayWrite={mayWrite} />
          </div>
          <div className="grid min-w-0 gap-4">
            <Calls key={product.item} company={company} product={product} mayWrite={mayWrite} />
            <Media company={company} product={product} />
            <Codes product={product} />
            <Packs product={product} />
            <About product={product} />
            <Variants product={product} />
          </div>
        </div>
      </div>
      {mending && (
        <Suspense>
          <MendDialog company={company} offer={mending} onClose={() => setMending(null)} />
        </Suspense>
      )}
    </Guarded>
  )
}

/** The page of the product that an offer is an offer of. */
export function ProductBody({ seat, of }: { seat: Seat; of: Ref }) {
  const t = useTranslations('product')
  const { data, error, refetch } = useQuery({ ...productQuery(seat.company.id, of), retry: (count, e) => toProblem(e).status !== 404 && count < 2 })
  if (error && !data) {
    if (toProblem(error).status === 404) return <NotFoundPage />
    return (
      <>
        <PageHeader title={t('title')} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    )
  }
  return (
    <>
      <PageHeader title={data?.name ?? t('title')} note={data?.brand}>
        <SuppliersNav seat={seat} />
      </PageHeader>
      {data ? (
        <Loaded seat={seat} product={data} />
      ) : (
        <div className="p-4">
          <Section title={t('whoHas')}>
            <Skeleton lines={8} />
          </Section>
        </div>
      )}
    </>
  )
}

/** Everything that the buyer may see about what an offer is an offer of. */
export function Page() {
  const t = useTranslations('product')
  const { supplier = '', item = '' } = useParams({ strict: false }) as { supplier?: string; item?: string }
  return <Buying title={t('title')}>{(seat) => <ProductBody key={`${seat.company.id} ${item}`} seat={seat} of={{ supplier, item }} />}</Buying>
}
