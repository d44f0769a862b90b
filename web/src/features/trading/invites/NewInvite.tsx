import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { components } from '../../../api/trading.gen'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import type { Lang } from '../../../lib/prefs'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { CopyField } from '../../../ui/CopyField'
import { Field, Input } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Segmented } from '../../../ui/Segmented'
import { Stepper } from '../../../ui/Stepper'
import { toast } from '../../../ui/Toast'
import { email as checkEmail } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { CustomerPick, GroupSelect, type Picked } from '../customers/pickers'
import { askAgain, customerQuery } from '../supplierQueries'
import { useQuery } from '@tanstack/react-query'

type Made = components['schemas']['NewInviteAnswer']
type Channel = Made['invite']['channel']

const channels = ['mail', 'sms', 'link', 'qr'] as const
const languages = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
] as const

const picture = (svg: string) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

/** The link and its code, this once; and a sheet for the counter. */
function Shown({ made, seat, onClose }: { made: Made; seat: Seat; onClose: () => void }) {
  const t = useTranslations('invites')
  const { invite, link, qr } = made
  const until = dayOf(invite.expires_at, deviceZone)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('made')}
      description={t('once')}
      actions={
        <>
          <Button icon={<Printer aria-hidden />} onClick={() => print()}>
            {t('printSheet')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <CopyField value={link} label={t('link')} />
        <figure data-print-sheet className="grid justify-items-center gap-2 text-center">
          <figcaption className="order-first hidden text-h1 font-strong print:block">{t('sheetTitle', { company: seat.company.name })}</figcaption>
          <img src={picture(qr)} alt={t('qrOf', { company: seat.company.name })} width={224} height={224} className="size-56 rounded-control bg-white p-2 print:size-[9cm]" />
          <p>{invite.customer ? t('forCustomer', { name: invite.customer.name }) : t('forAnybody', { most: invite.max_uses })}</p>
          <p className="text-ink2">{t('worksUntil', { day: until })}</p>
          <p className="hidden max-w-[16cm] text-small wrap-anywhere print:block">{link}</p>
        </figure>
      </div>
    </Dialog>
  )
}

/** One invitation: for a customer or for anybody, by mail, text message, link or a code on paper. */
export function NewInvite({ seat, customer, onClose }: { seat: Seat; customer?: Picked; onClose: () => void }) {
  const t = useTranslations()
  const lang = useLocale()
  const company = seat.company.id
  const [channel, setChannel] = useState<Channel>(customer ? 'mail' : 'link')
  const [whom, setWhom] = useState<'customer' | 'open'>(customer ? 'customer' : 'open')
  const [picked, setPicked] = useState<Picked | null>(customer ?? null)
  const [address, setAddress] = useState<string | null>(null)
  const [group, setGroup] = useState('')
  const [approve, setApprove] = useState(customer !== undefined)
  const [days, setDays] = useState(30)
  const [most, setMost] = useState(1)
  const [locale, setLocale] = useState<Lang>(lang)
  const [made, setMade] = useState<Made | null>(null)
  const record = useQuery({ ...customerQuery(company, picked?.id ?? ''), enabled: picked !== null }).data?.value.customer
  const sent = channel === 'mail' || channel === 'sms'
  const known = channel === 'mail' ? record?.email : record?.phone
  const to = address ?? (sent && whom === 'customer' ? (known ?? '') : '')
  const needsAddress = sent && !to.trim()
  const form = useForm(
    {
      '/customer': whom === 'customer' && !picked ? 'required' : null,
      '/address': needsAddress ? 'required' : channel === 'mail' && to.trim() ? checkEmail(to) : null,
    },
    async () => {
      const answer = await ok(
        api.POST('/api/companies/{company}/invites', {
          params: { path: { company } },
          body: {
            channel, approve, days, locale,
            customer: whom === 'customer' ? picked?.id : undefined,
            group: group || undefined,
            address: to.trim() || undefined,
            max_uses: whom === 'customer' ? 1 : most,
          },
        }),
      )
      await askAgain(company)
      if (!sent) return setMade(answer)
      toast(t('invites.sent', { address: answer.invite.address }))
      onClose()
    },
  )
  if (made) return <Shown made={made} seat={seat} onClose={onClose} />
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('invites.new')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="invite" busy={form.busy}>
            {sent ? t('invites.send') : t('invites.make')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="invite" className="grid gap-4">
        {!customer && (
          <RadioGroup
            legend={t('invites.whom')}
            name="whom"
            value={whom}
            onChange={(w) => {
              setWhom(w)
              setApprove(w === 'customer')
            }}
            options={[
              { value: 'customer', label: t('invites.oneCustomer'), hint: t('invites.oneCustomerHint') },
              { value: 'open', label: t('invites.anybody'), hint: t('invites.anybodyHint') },
            ]}
          />
        )}
        {whom === 'customer' && !customer && (
          <Field label={t('invites.customer')} error={form.error('/customer')}>
            <CustomerPick
              company={company}
              value={picked}
              onChange={(c) => {
                setPicked(c)
                setAddress(null)
                form.edited('/customer')
              }}
            />
          </Field>
        )}
        <RadioGroup
          legend={t('invites.channel')}
          name="channel"
          value={channel}
          onChange={(c) => {
            setChannel(c)
            setAddress(null)
            form.edited('/address')
          }}
          options={channels.map((c) => ({ value: c, label: t(`invites.channels.${c}`), hint: t(`invites.channelHint.${c}`) }))}
        />
        {sent && (
          <Field label={channel === 'mail' ? t('invites.email') : t('invites.phone')} hint={t('invites.bound')} error={form.error('/address')}>
            <Input
              type={channel === 'mail' ? 'email' : 'tel'}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={to}
              onChange={(e) => {
                setAddress(e.target.value)
                form.edited('/address')
              }}
            />
          </Field>
        )}
        {whom === 'open' && (
          <>
            <Field label={t('invites.group')}>
              <GroupSelect company={company} value={group} onChange={setGroup} empty={t('customers.noGroup')} />
            </Field>
            <Field label={t('invites.most')} hint={t('invites.mostHint')}>
              <Stepper value={most} onChange={setMost} min={1} max={10000} className="w-40" />
            </Field>
          </>
        )}
        <Field label={t('invites.days')}>
          <Stepper value={days} onChange={setDays} min={1} max={365} className="w-40" />
        </Field>
        <div>
          <Checkbox checked={approve} onChange={setApprove} hint={approve ? t('invites.approveHint') : t('invites.queueHint')}>
            {t('invites.approveAtOnce')}
          </Checkbox>
        </div>
        <div className="grid justify-items-start gap-1">
          <span className="font-strong">{t('invites.language')}</span>
          <Segmented label={t('invites.language')} value={locale} onChange={setLocale} options={languages} />
        </div>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
