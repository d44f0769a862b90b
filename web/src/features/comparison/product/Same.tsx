import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Section } from '../../../ui/Page'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../offers/Cells'
import { Pick } from './Pick'
import { keyOf, refOf, sameRef, say, type Contradiction, type Evidence, type Product, type Ref, type Says } from './queries'

/** Why it is shown as the same, in words. */
function Grounds({ evidence }: { evidence: readonly Evidence[] }) {
  const t = useTranslations('product.ground')
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-small text-ink2">
      {evidence.map((e) => (
        <li key={e.ground} className="wrap-anywhere">
          {e.value ? t(`${e.ground}Of` as 'barcodeOf', { value: e.value }) : t(e.ground)}
        </li>
      ))}
    </ul>
  )
}

/** What speaks against it: seen by shape and word. */
function Against({ against }: { against: readonly Contradiction[] }) {
  const t = useTranslations('product.against')
  const unit = useUnit()
  return (
    <ul className="grid gap-0.5 text-small text-warn">
      {against.map((c) => {
        const word = (text: string) => (c.conflict === 'unit' ? unit(text) : text)
        return (
          <li key={c.conflict} className="flex items-start gap-1">
            <TriangleAlert aria-hidden className="mt-1 flex-none" />
            <span className="min-w-0 wrap-anywhere">{t(c.conflict, { here: word(c.here), there: word(c.there) })}</span>
          </li>
        )
      })}
    </ul>
  )
}

type Line = Ref & { name: string; sku: string; supplierName: string }

function Name({ line }: { line: Line }) {
  return (
    <span className="grid min-w-0">
      <Link to="/suppliers/$supplier/items/$item" params={{ supplier: line.supplier, item: line.item }} className="wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
        {line.name}
      </Link>
      <span className="num text-small wrap-anywhere text-ink2">
        {line.supplierName} · {line.sku}
      </span>
    </span>
  )
}

/** What is the same, why, and what the buyer says about that for itself. */
export function Same({ company, product, mayWrite }: { company: string; product: Product; mayWrite: boolean }) {
  const t = useTranslations('product')
  const { busy, problem, run } = useDeed()
  const asked: Ref = { supplier: product.supplier, item: product.item }
  const supplierName = (id: string) => product.suppliers.find((s) => s.supplier === id)?.name ?? ''
  const tell = async (other: Ref, says: Says, undo: Says, words: string) => {
    if (await run(() => say(company, asked, other, says))) toast(words, () => void say(company, asked, other, undo))
  }
  const same = product.offers.filter((o) => !sameRef(refOf(o), asked))
  const line = (o: { supplier: string; offer: { item: string; name: string; sku: string } }): Line => ({ ...refOf(o), name: o.offer.name, sku: o.offer.sku, supplierName: supplierName(o.supplier) })
  return (
    <Section title={t('same.title')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-4">
        {same.length === 0 && <p className="text-ink2">{t('same.alone')}</p>}
        {same.length > 0 && (
          <ul className="grid gap-3">
            {same.map((o) => (
              <li key={keyOf(refOf(o))} className="grid gap-1 border-b border-line pb-3 last:border-0 last:pb-0">
                <div className="flex flex-wrap items-start gap-2">
                  <div className="min-w-0 flex-1 basis-56">
                    <Name line={line(o)} />
                  </div>
                  {mayWrite &&
                    (o.said ? (
                      <Button busy={busy} onClick={() => void tell(refOf(o), 'nothing', 'equal', t('same.parted'))}>
                        {t('same.takeBack')}
                        <span className="sr-only"> {o.offer.name}</span>
                      </Button>
                    ) : (
                      <Button busy={busy} onClick={() => void tell(refOf(o), 'other', 'nothing', t('same.parted'))}>
                        {t('same.not')}
                        <span className="sr-only"> {o.offer.name}</span>
                      </Button>
                    ))}
                </div>
                <Grounds evidence={o.evidence} />
                {o.contradictions.length > 0 && <Against against={o.contradictions} />}
              </li>
            ))}
          </ul>
        )}
        {product.others.length > 0 && (
          <div className="grid gap-2">
            <h3 className="font-strong">{t('same.others')}</h3>
            <ul className="grid gap-2">
              {product.others.map((o) => (
                <li key={keyOf(refOf(o))} className="flex flex-wrap items-start gap-2">
                  <div className="min-w-0 flex-1 basis-56">
                    <Name line={line(o)} />
                  </div>
                  {mayWrite && (
                    <Button busy={busy} onClick={() => void tell(refOf(o), 'nothing', 'other', t('same.joined'))}>
                      {t('same.takeBack')}
                      <span className="sr-only"> {o.offer.name}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        {mayWrite && (
          <div className="grid gap-1 print:hidden">
            <Pick company={company} label={t('same.add')} not={product.offers.map(refOf)} onPick={(ref) => void tell(ref, 'equal', 'nothing', t('same.joined'))} />
            <p className="text-small text-ink2">{t('same.note')}</p>
          </div>
        )}
        <Refusal problem={problem} />
      </div>
    </Section>
  )
}
