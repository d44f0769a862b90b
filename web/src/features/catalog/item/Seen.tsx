import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { buttonClass } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { CustomerPick, type Picked } from '../../trading/customers/pickers'
import { Preview } from '../../trading/grants/Preview'
import type { Item } from '../queries'

/** The item as buyers read it: those without terms of their own, or one of them. */
export function Seen({ company, item }: { company: string; item: Item }) {
  const t = useTranslations('item')
  const [customer, setCustomer] = useState<Picked | null>(null)
  return (
    <Section
      title={t('seenTitle')}
      actions={
        <Link to="/c/$company/grants" params={{ company }} search={{ at: customer?.id }} className={buttonClass('quiet')}>
          {t('seenChange')}
        </Link>
      }
    >
      <div className="grid gap-4">
        <Field label={t('seenBy')} hint={customer ? undefined : t('seenByAll')} className="max-w-96">
          <CustomerPick company={company} value={customer} onChange={setCustomer} placeholder={t('seenEverybody')} />
        </Field>
        {item.state === 'withdrawn' ? <p>{t('seenNobody')}</p> : <Preview key={customer?.id ?? ''} company={company} subject={customer ? { customer: customer.id } : { default: true }} q={item.sku} item={item.id} />}
      </div>
    </Section>
  )
}
