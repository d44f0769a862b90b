// The parts of the file that are fields and nothing more.
import clsx from 'clsx'
import { Check, Plus, X } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { Country } from '../../identity/Country'
import { Button } from '../../../ui/Button'
import { Switch } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import type { CompanyFile } from '../fileQuery'
import { knownExtras, trades, useTradingWords } from '../words'
import { Marked, Text, useMark } from './Fields'
import { contactRoles, newContact, type Contact, type Extra, type Values } from './values'

type Props = { values: Values; set: (change: Partial<Values>) => void }

const two = 'grid gap-4 tablet:grid-cols-2'

/** What a number's form and check digits say, at once and in words. */
function NumberCheck({ check }: { check: CompanyFile['tax_check'] }) {
  const t = useTranslations('file.check')
  const words = useTradingWords()
  if (!check) return null
  const kind = check.verdict === 'good' ? 'text-best-ink' : check.verdict === 'wrong' ? 'text-bad' : 'text-ink2'
  return (
    <span className={clsx('inline-flex items-start gap-1', kind)}>
      {check.verdict === 'good' && <Check aria-hidden className="mt-0.5" />}
      {check.verdict === 'unknown' ? t('unknown') : t(check.verdict, { kind: words.number(check.kind) })}
    </span>
  )
}

function Trades({ values, set }: Props) {
  const t = useTranslations('file')
  const words = useTradingWords()
  const { hint } = useMark('/trades')
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="font-strong">{t('trades')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {trades.map((trade) => {
          const on = values.trades.includes(trade)
          return (
            <button
              key={trade}
              type="button"
              aria-pressed={on}
              onClick={() => set({ trades: on ? values.trades.filter((x) => x !== trade) : [...values.trades, trade] })}
              className={clsx('inline-flex min-h-8 items-center gap-1 rounded-full border px-2.5 text-small in-data-[density=touch]:min-h-control', on ? 'border-accent bg-best font-strong text-best-ink' : 'border-control bg-surface hover:bg-sunk')}
            >
              {on && <Check aria-hidden />}
              {words.trade(trade)}
            </button>
          )
        })}
      </div>
      {hint && <p className="text-small text-warn">{hint}</p>}
    </fieldset>
  )
}

export function CompanyPart({ values, set }: Props) {
  const t = useTranslations('file')
  return (
    <div className="grid gap-4">
      <div className={two}>
        <Text path="/legal_name" label={t('legal_name')} hint={t('legal_nameHint')} autoComplete="organization" maxLength={200} value={values.legal_name} onText={(legal_name) => set({ legal_name })} />
        <Text path="/trade_name" label={t('trade_name')} maxLength={200} value={values.trade_name} onText={(trade_name) => set({ trade_name })} />
        <Marked path="/country" label={t('country')}>
          <Country value={values.country} onChange={(country) => set({ country })} />
        </Marked>
        <Text path="/website" label={t('website')} inputMode="url" autoCapitalize="none" spellCheck={false} maxLength={300} value={values.website} onText={(website) => set({ website })} />
        <Text path="/phone" label={t('phone')} type="tel" autoComplete="tel" maxLength={32} value={values.phone} onText={(phone) => set({ phone })} />
        <Text path="/email" label={t('email')} type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} maxLength={254} value={values.email} onText={(email) => set({ email })} />
      </div>
      <Trades values={values} set={set} />
    </div>
  )
}

export function LicencePart({ values, set, check, judged }: Props & { check: CompanyFile['tax_check']; /** The check is of what stands in the field now. */ judged: boolean }) {
  const t = useTranslations('file')
  return (
    <div className={two}>
      <Text
        path="/tax_number"
        label={t('tax_number')}
        hint={values.tax_number ? <span aria-live="polite">{judged ? <NumberCheck check={check} /> : t('check.asking')}</span> : t('tax_numberHint')}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        className="num"
        value={values.tax_number}
        onText={(tax_number) => set({ tax_number })}
      />
      <Text path="/registration_number" label={t('registration_number')} maxLength={60} autoComplete="off" value={values.registration_number} onText={(registration_number) => set({ registration_number })} />
      <Text path="/founded" label={t('founded')} hint={t('foundedHint')} maxLength={20} autoComplete="off" value={values.founded} onText={(founded) => set({ founded })} />
    </div>
  )
}

function ContactRow({ at, contact, onChange, onRemove }: { at: number; contact: Contact; onChange: (change: Partial<Contact>) => void; onRemove: () => void }) {
  const t = useTranslations('file')
  const path = `/contacts/${at}`
  const { hint } = useMark(path)
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0" aria-label={t('contactNumber', { number: at + 1 })}>
      <div className="grid gap-3 tablet:grid-cols-3">
        <Text path={`${path}/name`} label={t('contact.name')} maxLength={100} value={contact.name} onText={(name) => onChange({ name })} />
        <Text path={`${path}/post`} label={t('contact.post')} maxLength={100} value={contact.post} onText={(post) => onChange({ post })} />
        <Field label={t('contact.role')}>
          <Select value={contact.role} onChange={(role) => onChange({ role })} options={contactRoles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        </Field>
        <Text path={`${path}/phone`} label={t('phone')} type="tel" maxLength={32} value={contact.phone} onText={(phone) => onChange({ phone })} />
        <Text path={`${path}/email`} label={t('email')} type="email" autoCapitalize="none" spellCheck={false} maxLength={254} value={contact.email} onText={(email) => onChange({ email })} />
        <div className="flex items-end">
          <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('contactRemove', { name: contact.name || String(at + 1) })} onClick={onRemove}>
            {t('remove')}
          </Button>
        </div>
      </div>
      {hint && <p className="text-small text-warn">{t('contactReach')}</p>}
    </li>
  )
}

export function ContactsPart({ values: { contacts }, set }: Props) {
  const t = useTranslations('file')
  const { hint } = useMark('/contacts')
  return (
    <div className="grid gap-3">
      {contacts.length > 0 && (
        <ul className="divide-y divide-line">
          {contacts.map((contact, at) => (
            <ContactRow
              key={at}
              at={at}
              contact={contact}
              onChange={(change) => set({ contacts: contacts.map((c, i) => (i === at ? { ...c, ...change } : c)) })}
              onRemove={() => set({ contacts: contacts.filter((_, i) => i !== at) })}
            />
          ))}
        </ul>
      )}
      {contacts.length === 0 && <p className={hint ? 'text-warn' : 'text-ink2'}>{t('noContacts')}</p>}
      <Button icon={<Plus aria-hidden />} disabled={contacts.length >= 20} onClick={() => set({ contacts: [...contacts, newContact] })} className="justify-self-start">
        {t('contactAdd')}
      </Button>
    </div>
  )
}

export function BankPart({ values: { bank, share_bank }, set, check, judged }: Props & { check: CompanyFile['iban_check']; judged: boolean }) {
  const t = useTranslations('file')
  const put = (change: Partial<Values['bank']>) => set({ bank: { ...bank, ...change } })
  return (
    <div className="grid gap-4">
      <Switch checked={share_bank} onChange={(on) => set({ share_bank: on })} hint={share_bank ? t('shareOn') : t('shareOff')}>
        {t('share')}
      </Switch>
      <div className={two}>
        <Text path="/bank/holder" label={t('bank.holder')} maxLength={200} value={bank.holder} onText={(holder) => put({ holder })} />
        <Text path="/bank/bank" label={t('bank.bank')} maxLength={200} value={bank.bank} onText={(name) => put({ bank: name })} />
        <Text path="/bank/account" label={t('bank.account')} hint={t('bank.accountHint')} inputMode="numeric" autoComplete="off" maxLength={40} className="num" value={bank.account} onText={(account) => put({ account })} />
        <Text
          path="/bank/iban"
          label={t('bank.iban')}
          hint={bank.iban ? judged && <NumberCheck check={check} /> : undefined}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={42}
          className="num"
          value={bank.iban}
          onText={(iban) => put({ iban })}
        />
        <Text path="/bank/bic" label={t('bank.bic')} autoCapitalize="characters" autoComplete="off" maxLength={11} className="num" value={bank.bic} onText={(bic) => put({ bic })} />
        <Text path="/bank/currency" label={t('bank.currency')} hint={t('bank.currencyHint')} autoCapitalize="characters" autoComplete="off" maxLength={3} className="num" value={bank.currency} onText={(currency) => put({ currency })} />
        <Marked path="/bank/country" label={t('bank.country')}>
          <Country value={bank.country} onChange={(country) => put({ country })} />
        </Marked>
      </div>
    </div>
  )
}

/** Fields that are not everybody's: some have words here, others are as a supplier asks for them. */
export function ExtraPart({ values: { extra }, set, asked }: Props & { /** Labels that suppliers ask for. */ asked: readonly string[] }) {
  const t = useTranslations('file')
  const words = useTradingWords()
  const { error } = useMark('/extra')
  const change = (at: number, part: Partial<Extra>) => set({ extra: extra.map((e, i) => (i === at ? { ...e, ...part } : e)) })
  const there = new Set(extra.map((e) => e.label))
  const offered = [...new Set([...asked, ...knownExtras])].filter((label) => !there.has(label))
  return (
    <div className="grid gap-3">
      {extra.length > 0 && (
        <ul className="grid gap-3">
          {extra.map(({ label, value }, at) => {
            const named = knownExtras.some((k) => k === label) || asked.includes(label)
            return (
              <li key={at} className="flex flex-wrap items-start gap-2">
                {named ? (
                  <Field label={words.extra(label)} className="min-w-48 flex-1">
                    <Input maxLength={1000} value={value} onChange={(e) => change(at, { value: e.target.value })} />
                  </Field>
                ) : (
                  <>
                    <Text path={`/extra/${at}/label`} label={t('extra.label')} maxLength={100} value={label} onText={(text) => change(at, { label: text })} className="w-44" />
                    <Field label={t('extra.value')} className="min-w-48 flex-1">
                      <Input maxLength={1000} value={value} onChange={(e) => change(at, { value: e.target.value })} />
                    </Field>
                  </>
                )}
                <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('extra.remove', { label: words.extra(label) })} onClick={() => set({ extra: extra.filter((_, i) => i !== at) })} className="mt-[1.5rem]" />
              </li>
            )
          })}
        </ul>
      )}
      {error && <p className="text-small text-bad">{error}</p>}
      <div className="flex flex-wrap gap-1.5">
        {offered.map((label) => (
          <Button key={label} icon={<Plus aria-hidden />} disabled={extra.length >= 50} onClick={() => set({ extra: [...extra, { label, value: '' }] })}>
            {words.extra(label)}
          </Button>
        ))}
        <Button icon={<Plus aria-hidden />} disabled={extra.length >= 50} onClick={() => set({ extra: [...extra, { label: '', value: '' }] })}>
          {t('extra.add')}
        </Button>
      </div>
    </div>
  )
}
