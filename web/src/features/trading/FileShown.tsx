import { Check, CircleAlert, FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import type { components } from '../../api/trading.gen'
import { useLocale, useTranslations } from '../../lib/i18n'
import { countryItem } from '../identity/countries'
import { Address } from './Address'
import type { FileDraft } from './fileQuery'
import { Tag } from './Tag'
import { useTradingWords } from './words'

type Schemas = components['schemas']
type Props = {
  file: FileDraft
  documents: readonly Schemas['Document'][]
  sites: readonly Schemas['SiteDraft'][]
  check?: Schemas['NumberCheck']
  /** Where a document is read. */
  address: (document: string) => string
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-2">
    <h3 className="font-strong">{title}</h3>
    {children}
  </section>
)

/** A company file to be read: by the hub that verifies it. */
export function FileShown({ file, documents, sites, check, address }: Props) {
  const t = useTranslations('file')
  const lang = useLocale()
  const words = useTradingWords()
  const lines: [string, ReactNode][] = [
    [t('legal_name'), file.legal_name],
    [t('trade_name'), file.trade_name],
    [t('country'), file.country && countryItem(lang, file.country).label],
    [
      t('tax_number'),
      file.tax_number && (
        <span className="grid">
          <span className="num">{file.tax_number}</span>
          {check && (
            <span className={check.verdict === 'wrong' ? 'flex items-start gap-1 text-small text-bad' : 'flex items-start gap-1 text-small text-ink2'}>
              {check.verdict === 'good' ? <Check aria-hidden className="mt-0.5 text-accent" /> : check.verdict === 'wrong' && <CircleAlert aria-hidden className="mt-0.5" />}
              {check.verdict === 'unknown' ? t('check.unknown') : t(`check.${check.verdict}`, { kind: words.number(check.kind) })}
            </span>
          )}
        </span>
      ),
    ],
    [t('registration_number'), file.registration_number && <span className="num">{file.registration_number}</span>],
    [t('founded'), file.founded],
    [t('trades'), words.trades(file.trades ?? [])],
    [t('website'), file.website],
    [t('phone'), file.phone],
    [t('email'), file.email],
    ...(file.extra ?? []).map(({ label, value }): [string, string] => [words.extra(label), value]),
  ]
  const bank = file.bank
  return (
    <div className="grid gap-5">
      <dl className="grid gap-1.5">
        {lines.map(
          ([title, text], i) =>
            text && (
              <div key={`${title} ${i}`} className="flex gap-2.5">
                <dt className="w-32 flex-none text-ink2">{title}</dt>
                <dd className="min-w-0 wrap-anywhere">{text}</dd>
              </div>
            ),
        )}
      </dl>
      <Group title={t('section.documents')}>
        {documents.length === 0 && <p className="text-ink2">{t('nothing')}</p>}
        <ul className="grid gap-1">
          {documents.map((d) => (
            <li key={d.id} className="flex items-center gap-2">
              <FileText aria-hidden className="text-ink2" />
              <a href={address(d.id)} target="_blank" rel="noreferrer" className="min-w-0 py-1 wrap-anywhere text-accent underline underline-offset-2">
                {d.name}
              </a>
              <Tag>{t(`document.${d.kind}`)}</Tag>
            </li>
          ))}
        </ul>
      </Group>
      {sites.length > 0 && (
        <Group title={t('section.sites')}>
          <ul className="grid gap-2">
            {sites.map((s, i) => (
              <li key={i}>
                <span className="flex flex-wrap items-center gap-2">
                  <span>{s.name}</span>
                  <Tag>{t(`site.kinds.${s.kind}`)}</Tag>
                </span>
                <Address site={s} />
              </li>
            ))}
          </ul>
        </Group>
      )}
      {(file.contacts ?? []).length > 0 && (
        <Group title={t('section.contacts')}>
          <ul className="grid gap-1">
            {file.contacts?.map((c, i) => (
              <li key={i} className="wrap-anywhere">
                {[c.name, c.post, c.role && t(`role.${c.role}`), c.phone, c.email].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </Group>
      )}
      {bank && (
        <Group title={t('section.bank')}>
          <p className="num wrap-anywhere">{[bank.holder, bank.bank, bank.iban ?? bank.account, bank.bic, bank.currency].filter(Boolean).join(' · ')}</p>
        </Group>
      )}
    </div>
  )
}
