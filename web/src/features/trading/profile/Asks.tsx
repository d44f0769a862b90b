import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Input } from '../../../ui/Field'
import { knownExtras, useTradingWords } from '../words'

const usual = [
  'tax_number', 'registration_number', 'founded', 'trades', 'contacts', 'phone', 'email', 'website', 'bank', 'document:licence', 'document:tax', 'document:bank', 'site:delivery', 'site:billing',
  ...knownExtras.map((e) => `extra:${e}`),
]
const most = 30

/** What an application must have: the usual fields and documents, and questions of one's own. */
export function Asks({ value, onChange }: { value: readonly string[]; onChange: (asks: string[]) => void }) {
  const t = useTranslations('profile')
  const words = useTradingWords()
  const [typed, setTyped] = useState('')
  const own = value.filter((a) => !usual.includes(a))
  const full = value.length >= most
  const add = () => {
    const label = typed.trim()
    if (!label || full) return
    if (!value.includes(`extra:${label}`)) onChange([...value, `extra:${label}`])
    setTyped('')
  }
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  return (
    <div className="grid gap-3">
      <div className="grid gap-x-4 tablet:grid-cols-2">
        {usual.map((ask) => (
          <Checkbox key={ask} checked={value.includes(ask)} disabled={full && !value.includes(ask)} onChange={(on) => onChange(on ? [...value, ask] : value.filter((a) => a !== ask))}>
            {upper(words.ask(ask))}
          </Checkbox>
        ))}
      </div>
      {own.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {own.map((ask) => (
            <li key={ask} className="max-w-full">
              <Button className="h-auto! min-h-8 py-1" aria-label={t('withoutAsk', { ask: words.ask(ask) })} onClick={() => onChange(value.filter((a) => a !== ask))}>
                <span className="min-w-0 whitespace-normal wrap-anywhere">{words.ask(ask)}</span>
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Input
          aria-label={t('ownAsk')}
          placeholder={t('ownAsk')}
          maxLength={100}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.nativeEvent.isComposing || e.keyCode === 229) return
            e.preventDefault()
            add()
          }}
          className="min-w-0 flex-1"
        />
        <Button icon={<Plus aria-hidden />} disabled={!typed.trim() || full} onClick={add}>
          {t('addAsk')}
        </Button>
      </div>
    </div>
  )
}
