import { clsx } from 'clsx'
import { useTranslations } from '../../../lib/i18n'
import { Dialog } from '../../../ui/Dialog'
import type { Supplier } from './board'
import { useFigures } from './figures'
import { useTotals, useWork } from './useCompare'

const parts = ['goods', 'promotions', 'freight', 'fee'] as const

/** What is paid at one supplier, part by part. */
function Bill({ of }: { of: Supplier }) {
  const t = useTranslations('basket.bill')
  const { board } = useWork()
  const { money } = useFigures(board.answer()?.currency ?? 'CNY')
  const share = of.chosen
  return (
    <section aria-label={of.name} className="grid gap-1 border-t border-line pt-3">
      <h3 className="flex flex-wrap items-baseline gap-x-3 font-strong">
        <span className="min-w-0 flex-1 wrap-anywhere">{of.name}</span>
        <span className="text-small font-normal text-ink2">{t('lines', { count: share.lines })}</span>
      </h3>
      <dl className="grid gap-1">
        {parts
          .filter((p) => p === 'goods' || p === 'freight' || Number(share[p]) !== 0)
          .map((p) => (
            <div key={p} className="flex gap-3">
              <dt className="flex-1 text-ink2">{t(p)}</dt>
              <dd className="num">{p === 'freight' && of.freight === 'unknown' ? t('unknown') : money(Number(share[p]))}</dd>
            </div>
          ))}
        <Sum title={t('pay')} amount={money(Number(share.total))} />
      </dl>
    </section>
  )
}

const Sum = ({ title, amount, large }: { title: string; amount: string; large?: boolean }) => (
  <div className={clsx('flex gap-3 font-strong', large && 'text-total')}>
    <dt className="flex-1">{title}</dt>
    <dd className="num">{amount}</dd>
  </div>
)

/** What is paid, supplier by supplier, and what the true cost says beside that; all as the hub reckoned it. */
export function BillDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('basket.bill')
  const { board } = useWork()
  const { bySupplier, pay, cost, fresh } = useTotals()
  const answer = board.answer()
  const { money } = useFigures(answer?.currency ?? 'CNY')
  const suppliers = (answer?.suppliers ?? []).filter((s) => bySupplier.has(s.supplier)).toSorted((a, b) => Number(b.chosen.total) - Number(a.chosen.total))
  const later = suppliers.reduce((sum, s) => sum + Number(s.chosen.payment), 0)
  const rest = cost - pay - later
  return (
    <Dialog open onClose={onClose} place="side" title={t('title')} description={fresh ? t('intro') : t('waiting')}>
      {fresh && (
        <div className="grid gap-4">
          {suppliers.map((s) => (
            <Bill key={s.supplier} of={s} />
          ))}
          <dl className="grid gap-1 border-t border-line pt-3">
            <Sum title={t('payAll')} amount={money(pay)} large />
          </dl>
          <p className="text-small text-ink2">{t('tax')}</p>
          <section className="grid gap-1 border-t border-line pt-3">
            <h3 className="font-strong">{t('beside')}</h3>
            <p className="text-small text-ink2">{t('besideWhy')}</p>
            <dl className="grid gap-1">
              <div className="flex gap-3">
                <dt className="flex-1 text-ink2">{t('later')}</dt>
                <dd className="num">{money(later)}</dd>
              </div>
              <div className="flex gap-3">
                <dt className="flex-1 text-ink2">{t('rest')}</dt>
                <dd className="num">{money(Math.abs(rest) < 0.005 ? 0 : rest)}</dd>
              </div>
              <Sum title={t('cost')} amount={money(cost)} />
            </dl>
          </section>
        </div>
      )}
    </Dialog>
  )
}
