import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Copy, FileText } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Section } from '../../../ui/Page'
import { useUnit } from '../offers/Cells'
import { keyOf, mediaPath, mediaQuery, refOf, type Medium, type Product, type Ref } from './queries'

const flat = 'max-tablet:rounded-none max-tablet:border-x-0'

/** A number with a button that copies it; where the clipboard is forbidden the number can still be marked. */
function Code({ title, value }: { title: string; value: string }) {
  const t = useTranslations('product.codes')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <div className="flex min-h-control items-center gap-2.5">
      <dt className="w-24 flex-none wrap-anywhere text-ink2">{title}</dt>
      <dd className="flex min-w-0 flex-1 items-center justify-between gap-2">
        <span className="num min-w-0 select-all wrap-anywhere">{value}</span>
        <Button
          kind="quiet"
          className="flex-none print:hidden"
          aria-label={t('copy', { code: value })}
          icon={copied ? <Check aria-hidden className="text-accent" /> : <Copy aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true), () => undefined)}
        />
        <span aria-live="polite" className="sr-only">
          {copied && t('copied')}
        </span>
      </dd>
    </div>
  )
}

/** The numbers under which it is known. */
export function Codes({ product }: { product: Product }) {
  const t = useTranslations('product.codes')
  const supplierName = (id: string) => product.suppliers.find((s) => s.supplier === id)?.name ?? ''
  return (
    <Section title={t('title')} className={flat}>
      <dl className="-my-2 grid">
        {product.gtins.map((code) => (
          <Code key={code} title={t('gtin')} value={code} />
        ))}
        {product.mpns.map((code) => (
          <Code key={code} title={t('mpn')} value={code} />
        ))}
        {product.offers.map((o) => (
          <Code key={keyOf(refOf(o))} title={supplierName(o.supplier)} value={o.offer.sku} />
        ))}
      </dl>
    </Section>
  )
}

/** How each supplier packs it. Nothing is drawn where nobody says so. */
export function Packs({ product }: { product: Product }) {
  const t = useTranslations('product.packs')
  const lang = useLocale()
  const unit = useUnit()
  const packed = product.offers.filter((o) => o.packs.length > 0)
  if (packed.length === 0) return null
  const supplierName = (id: string) => product.suppliers.find((s) => s.supplier === id)?.name ?? ''
  return (
    <Section title={t('title')} className={flat}>
      <div className="grid gap-4">
        {packed.map((o) => (
          <div key={keyOf(refOf(o))} className="grid gap-1">
            <h3 className="text-small text-ink2">
              {supplierName(o.supplier)} · <span className="num">{o.offer.sku}</span>
            </h3>
            <ul className="grid gap-1">
              {o.packs.map((p) => (
                <li key={p.level}>
                  {t('line', { level: t(p.level), unit: unit(p.unit), contains: formatNumber(lang, p.contains), sold: unit(o.offer.unit) })}
                  <span className="num block text-small text-ink2">
                    {[p.gtin && t('gtin', { gtin: p.gtin }), p.gross_kg && t('gross', { weight: formatNumber(lang, p.gross_kg) })].filter(Boolean).join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}

/** What is said about it beyond its name, supplier by supplier where they differ. */
export function About({ product }: { product: Product }) {
  const t = useTranslations('product.about')
  const unit = useUnit()
  const rows = new Map<string, { value: string; by: string[] }[]>()
  for (const o of product.offers) {
    const by = product.suppliers.find((s) => s.supplier === o.supplier)?.name ?? ''
    for (const a of o.attributes) {
      const value = a.value === 'true' ? t('yes') : a.value === 'false' ? t('no') : a.unit ? `${a.value} ${unit(a.unit)}` : a.value
      const values = rows.get(a.name) ?? []
      const same = values.find((v) => v.value === value)
      if (same) same.by.push(by)
      else values.push({ value, by: [by] })
      rows.set(a.name, values)
    }
  }
  if (rows.size === 0 && !product.description) return null
  return (
    <Section title={t('title')} className={flat}>
      <div className="grid gap-4">
        {product.description && <p className="wrap-anywhere whitespace-pre-line">{product.description}</p>}
        {rows.size > 0 && (
          <dl className="grid gap-2">
            {[...rows].map(([name, values]) => (
              <div key={name} className="flex gap-2.5">
                <dt className="w-36 flex-none wrap-anywhere text-ink2">{name}</dt>
                <dd className="grid min-w-0 gap-0.5">
                  {values.map((v) => (
                    <span key={v.value} className="wrap-anywhere">
                      {v.value}
                      {values.length > 1 && <span className="text-small text-ink2"> · {[...new Set(v.by)].join(t('comma'))}</span>}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Section>
  )
}

/** Other items of the family, told apart by what they differ in. */
export function Variants({ product }: { product: Product }) {
  const t = useTranslations('product')
  const unit = useUnit()
  if (!product.variants?.length) return null
  return (
    <Section title={t('variants')} className={flat}>
      <ul className="grid gap-2">
        {product.variants.map((v) => (
          <li key={v.item} className="grid">
            <Link to="/suppliers/$supplier/items/$item" params={{ supplier: v.supplier, item: v.item }} className="wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
              {v.name}
            </Link>
            <span className="text-small wrap-anywhere text-ink2">{[v.sku, ...v.axes.map((a) => `${a.name} ${a.value}${a.unit ? ` ${unit(a.unit)}` : ''}`)].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Shot = Medium & { ref: Ref; by: ReactNode }

/** Pictures and documents of all who show it. Nothing is drawn where there are none. */
export function Media({ company, product }: { company: string; product: Product }) {
  const t = useTranslations('product.media')
  const answers = useQueries({ queries: product.offers.map((o) => ({ ...mediaQuery(company, refOf(o)), retry: false })) })
  const [chosen, setChosen] = useState(0)
  const all = product.offers.flatMap((o, i): Shot[] => (answers[i]?.data ?? []).map((m) => ({ ...m, ref: refOf(o), by: product.suppliers.find((s) => s.supplier === o.supplier)?.name })))
  const images = all.filter((m) => m.kind === 'image')
  const documents = all.filter((m) => m.kind === 'document')
  const shot = images[chosen] ?? images[0]
  if (all.length === 0) return null
  return (
    <Section title={t('title')} className={flat}>
      <div className="grid gap-3">
        {shot && (
          <figure className="grid gap-1">
            <a href={mediaPath(company, shot.ref, shot.id)} target="_blank" rel="noreferrer" className="block">
              <img
                src={mediaPath(company, shot.ref, shot.id)}
                alt={shot.alt ?? shot.title ?? product.name}
                width={shot.width}
                height={shot.height}
                className="aspect-square w-full rounded-control border border-line bg-[#fff] object-contain"
              />
            </a>
            <figcaption className="text-small text-ink2">{[shot.title, shot.by].filter(Boolean).join(' · ')}</figcaption>
          </figure>
        )}
        {images.length > 1 && (
          <ul className="flex gap-2 overflow-x-auto p-0.5">
            {images.map((m, i) => (
              <li key={m.id} className="flex-none">
                <button type="button" aria-label={t('show', { number: String(i + 1) })} aria-pressed={m === shot} onClick={() => setChosen(i)} className="block rounded-control border border-line bg-[#fff] aria-pressed:border-2 aria-pressed:border-accent">
                  <img src={mediaPath(company, m.ref, m.id, true)} alt="" width={56} height={56} loading="lazy" className="size-14 rounded-control object-contain" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {documents.length > 0 && (
          <ul className="grid gap-1">
            {documents.map((m) => (
              <li key={m.id}>
                <a href={mediaPath(company, m.ref, m.id)} target="_blank" rel="noreferrer" className="inline-flex min-h-control items-center gap-1.5 text-accent underline underline-offset-2">
                  <FileText aria-hidden />
                  <span className="wrap-anywhere">{m.title || m.name}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}
