import { Download, Eye } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { Button } from '../../../ui/Button'
import { toast } from '../../../ui/Toast'
import { countryItem } from '../../identity/countries'
import { download } from '../../job/queries'
import type { RelationshipDetail } from '../supplierQueries'
import { useTradingWords } from '../words'

type Shared = NonNullable<RelationshipDetail['file']>

export function Line({ title, children }: { title: string; children: ReactNode }) {
  if (children === undefined || children === null || children === '') return null
  return (
    <div className="flex gap-3 py-1.5 max-tablet:flex-col max-tablet:gap-0">
      <dt className="w-40 flex-none text-ink2">{title}</dt>
      <dd className="min-w-0 wrap-anywhere whitespace-pre-line">{children}</dd>
    </div>
  )
}

const kilobytes = (size: number) => Math.max(1, Math.round(size / 1024))

function Documents({ company, buyer, documents }: { company: string; buyer: string; documents: Shared['documents'] }) {
  const t = useTranslations('queue')
  const lang = useLocale()
  const { text } = useProblemText()
  const [busy, setBusy] = useState('')
  const fetchFile = async (id: string) => {
    setBusy(id)
    try {
      await download(`/api/companies/${company}/relationships/${buyer}/documents/${id}`)
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setBusy('')
    }
  }
  if (documents.length === 0) return <p className="text-ink2">{t('noDocuments')}</p>
  return (
    <ul className="-my-1 divide-y divide-line">
      {documents.map((d) => (
        <li key={d.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
          <span className="grid min-w-0 flex-1">
            <span className="wrap-anywhere">{d.name}</span>
            <span className="text-small text-ink2">
              {t(`document.${d.kind}`)} · {t('kilobytes', { size: formatNumber(lang, kilobytes(d.size)) })}
            </span>
          </span>
          <Button kind="quiet" icon={<Download aria-hidden />} busy={busy === d.id} aria-label={t('downloadOf', { name: d.name })} onClick={() => void fetchFile(d.id)} className="print:hidden">
            {t('download')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The company file as this supplier gets it. */
export function BuyerFile({ company, buyer, shared }: { company: string; buyer: string; shared: Shared }) {
  const t = useTranslations('queue')
  const lang = useLocale()
  const words = useTradingWords()
  const { file, sites } = shared
  const bank = file.bank
  return (
    <div className="grid gap-4">
      <dl className="-my-1.5">
        <Line title={t('file.legal_name')}>{file.legal_name}</Line>
        <Line title={t('file.trade_name')}>{file.trade_name}</Line>
        <Line title={t('file.country')}>{file.country && countryItem(lang, file.country).label}</Line>
        <Line title={t('file.tax_number')}>{file.tax_number && <span className="num">{file.tax_number}</span>}</Line>
        <Line title={t('file.registration_number')}>{file.registration_number && <span className="num">{file.registration_number}</span>}</Line>
        <Line title={t('file.founded')}>{file.founded && <span className="num">{file.founded}</span>}</Line>
        <Line title={t('file.trades')}>{file.trades?.length ? words.trades(file.trades) : ''}</Line>
        <Line title={t('file.website')}>{file.website}</Line>
        <Line title={t('file.phone')}>{file.phone && <a href={`tel:${file.phone.replace(/[^\d+]/g, '')}`} className="num text-accent underline">{file.phone}</a>}</Line>
        <Line title={t('file.email')}>{file.email && <a href={`mailto:${file.email}`} className="text-accent underline">{file.email}</a>}</Line>
        <Line title={t('file.contacts')}>{file.contacts?.map((c) => [c.name, c.post, c.phone, c.email].filter(Boolean).join(' · ')).join('\n')}</Line>
        {bank && <Line title={t('file.bank')}>{[bank.holder, bank.iban ?? bank.account, bank.bank, bank.bic].filter(Boolean).join('\n')}</Line>}
        {file.extra?.map((e) => (
          <Line key={e.label} title={words.extra(e.label)}>
            {e.value}
          </Line>
        ))}
        <Line title={t('file.sites')}>
          {sites.map((s) => `${t(`site.${s.kind}`)} · ${s.name}\n${[s.street, s.city, s.region, s.postcode, countryItem(lang, s.country).label].filter(Boolean).join(', ')}`).join('\n\n')}
        </Line>
      </dl>
      <div className="grid gap-1.5">
        <h3 className="font-strong">{t('documents')}</h3>
        <Documents company={company} buyer={buyer} documents={shared.documents} />
      </div>
      {!bank && (
        <p className="flex items-center gap-1.5 text-small text-ink2">
          <Eye aria-hidden />
          {t('bankHidden')}
        </p>
      )}
    </div>
  )
}
