// All pieces on one page, for looking at and for the browser tests; never part of what is shipped.
// ?lang=zh-CN|en|pseudo &theme=light|dark &density=comfortable|compact|touch &bigger
import { Languages, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl/react'
import pseudoTexts from 'virtual:pseudo'
import { formatMoney } from '../../lib/money'
import { needTexts, showLanguage, Texts } from '../../lib/i18n'
import { setPrefs, type Density, type Lang, type Theme } from '../../lib/prefs'
import { Problem } from '../../lib/problem'
import { Button } from '../../ui/Button'
import { Checkbox, RadioGroup, Switch } from '../../ui/Choice'
import { Combobox, type ComboItem } from '../../ui/Combobox'
import { CopyField } from '../../ui/CopyField'
import { DataTable, LoadMore, type Sort } from '../../ui/DataTable'
import { DatePicker } from '../../ui/DatePicker'
import { ConfirmDialog, Dialog } from '../../ui/Dialog'
import { Field, Input, TextArea } from '../../ui/Field'
import { FileDrop } from '../../ui/FileDrop'
import { AdTag, Avatar, Seal, StatusDot } from '../../ui/Marks'
import { Menu } from '../../ui/Menu'
import { PageHeader, Section } from '../../ui/Page'
import { Segmented, Tabs } from '../../ui/Segmented'
import { Select } from '../../ui/Select'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { Stepper } from '../../ui/Stepper'
import { toast, Toaster } from '../../ui/Toast'
import { Tooltip } from '../../ui/Tooltip'
import { Wordmark } from '../../shell/Wordmark'
import '../../ui/app.css'

const asked = new URLSearchParams(location.search)
const pseudo = asked.get('lang') === 'pseudo'
const lang: Lang = asked.get('lang') === 'zh-CN' ? 'zh-CN' : 'en'

/** The gallery's own words: short enough to stand beside each other. */
const words = {
  en: {
    title: 'Gallery', order: 'Place 8 orders', paste: 'Paste a sheet', remove: 'Remove 3 colleagues', sending: 'Sending', email: 'E-mail', emailHint: 'Only for signing in', wrong: 'This is not an address.',
    city: 'City', choose: 'Choose', note: 'Note', supplier: 'Supplier', due: 'Due', water: 'Mineral water', credit: 'On credit terms', creditHint: 'Suppliers with a limit for you', notify: 'Tell me by mail', plan: 'Plan',
    plans: ['Recommended', 'Cheapest', 'Fewest suppliers'], people: 'People', terms: 'Terms', name: 'Name', role: 'Role', total: 'Orders', state: 'State', active: 'Active', invited: 'Invited', blocked: 'Blocked', suppliers: ['Huadong Wholesale', 'Yongfeng Foods', 'Lianda Home Care'], ad: 'Sponsored',
    drop: 'Drop a price file, or choose one', link: 'Invitation link', empty: 'No orders yet. Start with your last list.', banner: '2 prices rose by more than 5% since your last order.', undone: '12 lines removed',
  },
  'zh-CN': {
    title: '组件一览', order: '提交 8 张订单', paste: '粘贴表格', remove: '移除 3 位同事', sending: '发送中', email: '邮箱', emailHint: '仅用于登录', wrong: '这不是一个邮箱地址。',
    city: '城市', choose: '请选择', note: '备注', supplier: '供应商', due: '到货日期', water: '矿泉水', credit: '有账期额度', creditHint: '给您授信的供应商', notify: '邮件通知我', plan: '方案',
    plans: ['推荐', '最省钱', '供应商最少'], people: '成员', terms: '条款', name: '姓名', role: '角色', total: '订单', state: '状态', active: '在职', invited: '已邀请', blocked: '已停用', suppliers: ['华东批发', '永丰食品', '联达日化'], ad: '广告',
    drop: '拖入价格文件,或点击选择', link: '邀请链接', empty: '还没有订单。从上次的清单开始。', banner: '2 个价格比上次下单上涨超过 5%。', undone: '已移除 12 行',
  },
}
const w = words[lang]

const seats = [
  { id: '1', name: '王芳', role: w.plans[0], orders: '20371.73', state: 'done', label: w.active },
  { id: '2', name: 'Li Wei', role: w.plans[1], orders: '-1711.80', state: 'waiting', label: w.invited },
  { id: '3', name: '陈建国', role: w.plans[2], orders: '0.00', state: 'blocked', label: w.blocked },
] as const

function Gallery() {
  const [email, setEmail] = useState('wang@')
  const [note, setNote] = useState('')
  const [city, setCity] = useState<'a' | 'b' | ''>('')
  const [supplier, setSupplier] = useState<ComboItem | null>(null)
  const [day, setDay] = useState<string | null>('2026-11-24')
  const [quantity, setQuantity] = useState(12)
  const [on, setOn] = useState(true)
  const [plan, setPlan] = useState('0')
  const [tab, setTab] = useState('people')
  const [sort, setSort] = useState<Sort>({ key: 'name', desc: false })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1']))
  const [dialog, setDialog] = useState<'none' | 'center' | 'side' | 'confirm'>('none')
  const plans = w.plans.map((label, i) => ({ value: String(i), label }))
  const close = () => setDialog('none')
  const toaster = () => toast(w.undone, () => undefined)
  return (
    <>
      <header className="flex h-14 items-center gap-2 border-b border-line bg-surface px-4">
        <span className="mr-auto">
          <Wordmark />
        </span>
        <Menu label="menu" trigger={<Button kind="quiet" icon={<Languages aria-hidden />}>{w.plan}</Button>} items={[...w.plans.map((label) => ({ label, onSelect: toaster })), { kind: 'line' }, { label: w.remove, onSelect: toaster, danger: true, icon: <Trash2 aria-hidden /> }]} />
      </header>
      <Banner kind="warn">{w.banner}</Banner>
      <Banner kind="offline">{w.empty}</Banner>
      <main className="flex-1">
        <PageHeader
          title={w.title}
          note="60"
          actions={
            <>
              <Button icon={<Plus aria-hidden />} onClick={() => setDialog('side')}>{w.paste}</Button>
              <Button kind="primary" onClick={() => setDialog('center')}>{w.order}</Button>
            </>
          }
        />
        <div className="grid items-start gap-4 p-4 desktop:grid-cols-2">
          <Section title={w.order} actions={<Button kind="quiet" onClick={toaster}>{w.undone}</Button>}>
            <div className="flex flex-wrap gap-2">
              <Button kind="primary">{w.order}</Button>
              <Button>{w.paste}</Button>
              <Button kind="quiet">{w.paste}</Button>
              <Button kind="danger" onClick={() => setDialog('confirm')}>{w.remove}</Button>
              <Button disabled>{w.paste}</Button>
              <Button busy>{w.sending}</Button>
              <Tooltip text={w.remove}>
                <Button aria-label={w.remove} icon={<Trash2 aria-hidden />} />
              </Tooltip>
            </div>
            <div className="mt-4 grid justify-items-start gap-3">
              <Segmented label={w.plan} value={plan} onChange={setPlan} options={plans} />
              <Stepper className="w-40" value={quantity} onChange={setQuantity} label={w.water} />
              <p className="flex flex-wrap items-center gap-3">
                <Seal name={w.suppliers[0] ?? ''} filled /> <Seal name={w.suppliers[2] ?? ''} /> <Avatar name="王芳" /> <AdTag>{w.ad}</AdTag>
                <StatusDot kind="waiting">{w.invited}</StatusDot> <StatusDot kind="part">{w.active}</StatusDot> <StatusDot kind="warn">{w.blocked}</StatusDot> <StatusDot kind="off">{w.blocked}</StatusDot>
              </p>
              <p className="num text-total font-strong">{formatMoney(lang, { amount: '20371.73', currency: 'CNY' })}</p>
            </div>
          </Section>
          <Section title={w.email}>
            <div className="grid gap-4 tablet:grid-cols-2">
              <Field label={w.email} hint={w.emailHint} error={w.wrong} required>
                <Input type="email" value={email} onChange={(e) => setEmail(e.target.value)} />
              </Field>
              <Field label={w.city} required={false}>
                <Select value={city} onChange={setCity} placeholder={w.choose} options={[{ value: 'a', label: w.suppliers[0] ?? '' }, { value: 'b', label: w.suppliers[1] ?? '' }]} />
              </Field>
              <Field label={w.supplier}>
                <Combobox items={w.suppliers.map((label, i) => ({ value: String(i), label, hint: w.plans[i] }))} value={supplier} onChange={setSupplier} placeholder={w.choose} />
              </Field>
              <Field label={w.due}>
                <DatePicker value={day} onChange={setDay} today="2026-11-22" min="2026-11-22" />
              </Field>
              <Field label={w.water}>
                <Stepper value={quantity} onChange={setQuantity} />
              </Field>
              <Field label={w.note} className="tablet:col-span-2">
                <TextArea value={note} onChange={(e) => setNote(e.target.value)} />
              </Field>
              <div className="grid justify-items-start">
                <Checkbox checked={on} onChange={setOn} hint={w.creditHint}>{w.credit}</Checkbox>
                <Checkbox checked={false} mixed onChange={setOn}>{w.plans[0]}</Checkbox>
                <Switch checked={on} onChange={setOn}>{w.notify}</Switch>
              </div>
              <RadioGroup legend={w.plan} name="plan" value={plan} onChange={setPlan} options={plans} />
            </div>
          </Section>
          <Section title={w.people} className="desktop:col-span-2">
            <Tabs label={w.title} value={tab} onChange={setTab} options={[{ value: 'people', label: w.people }, { value: 'terms', label: w.terms }]}>
              <DataTable
                label={w.people}
                rows={tab === 'people' ? seats : []}
                rowKey={(s) => s.id}
                rowName={(s) => s.name}
                sort={sort}
                onSort={setSort}
                selected={selected}
                onSelect={setSelected}
                empty={<EmptyState text={w.empty} action={<Button kind="primary">{w.order}</Button>} />}
                columns={[
                  { key: 'name', title: w.name, main: true, sortable: true, cell: (s) => <span className="inline-flex items-center gap-2"><Avatar name={s.name} />{s.name}</span> },
                  { key: 'role', title: w.role, cell: (s) => s.role },
                  { key: 'orders', title: w.total, num: true, sortable: true, cell: (s) => formatMoney(lang, { amount: s.orders, currency: 'CNY' }) },
                  { key: 'state', title: w.state, cell: (s) => <StatusDot kind={s.state}>{s.label}</StatusDot> },
                ]}
              />
              <LoadMore shown={3} total={1234} more onMore={toaster} />
            </Tabs>
          </Section>
          <Section title={w.drop}>
            <FileDrop label={w.drop} accept=".csv" onFiles={toaster} />
            <div className="mt-4">
              <CopyField label={w.link} value="https://hub.example/invitations/06evk3q2b5vt8h0000000000a0" />
            </div>
          </Section>
          <Section title={w.state}>
            <Skeleton />
            <ErrorState error={new Problem({ status: 403, code: 'hub.forbidden', request_id: 'req_06evk3q2b5vt8h' })} onRetry={toaster} />
          </Section>
        </div>
      </main>
      <Toaster />
      <Dialog open={dialog === 'center' || dialog === 'side'} place={dialog === 'side' ? 'side' : 'center'} onClose={close} title={w.order} description={w.banner} actions={<><Button onClick={close}>{w.paste}</Button><Button kind="primary">{w.order}</Button></>}>
        <Field label={w.supplier}>
          <Combobox items={w.suppliers.map((label, i) => ({ value: String(i), label }))} value={supplier} onChange={setSupplier} />
        </Field>
      </Dialog>
      <ConfirmDialog open={dialog === 'confirm'} onClose={close} title={w.remove} description={w.creditHint} action={w.remove} onConfirm={toaster} />
    </>
  )
}

await showLanguage(lang)
await needTexts('fault')
setPrefs({ lang, theme: (asked.get('theme') as Theme) ?? 'light', density: (asked.get('density') as Density) ?? 'comfortable', bigger: asked.has('bigger') })
createRoot(document.getElementById('root') as HTMLElement).render(
  pseudo ? (
    <IntlProvider locale="en" messages={pseudoTexts as never} timeZone="Asia/Shanghai">
      <Gallery />
    </IntlProvider>
  ) : (
    <Texts>
      <Gallery />
    </Texts>
  ),
)
