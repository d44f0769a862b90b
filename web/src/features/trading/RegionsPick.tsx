import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Combobox } from '../../ui/lazy'
import { regionItems, regionName } from './regions'

type Props = { label: string; hint?: string; error?: string; value: readonly string[]; onChange: (regions: string[]) => void }

/** Regions one by one; none means everywhere. */
export function RegionsPick({ label, hint, error, value, onChange }: Props) {
  const t = useTranslations('trading.regionsPick')
  const lang = useLocale()
  const items = useMemo(() => regionItems(lang).filter((i) => !value.includes(i.value)), [lang, value])
  return (
    <Field label={label} required={false} hint={hint} error={error}>
      <div className="grid gap-2">
        {value.length > 0 && (
          <ul className="flex flex-wrap gap-1">
            {value.map((code) => (
              <li key={code}>
                <Button kind="plain" className="h-auto! min-h-8 py-1" aria-label={t('remove', { region: regionName(lang, code) })} onClick={() => onChange(value.filter((c) => c !== code))}>
                  {regionName(lang, code)}
                  <X aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        )}
        {/* A new list for each choice: it begins empty again. */}
        <Combobox key={value.length} items={items} value={null} onChange={(i) => i && onChange([...value, i.value])} label={t('add')} placeholder={t('add')} />
      </div>
    </Field>
  )
}
