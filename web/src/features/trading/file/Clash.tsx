import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { Dialog } from '../../../ui/lazy'
import type { Clash as Clashing } from './useFile'
import { usePathName } from './pathName'

/** Somebody else saved first. What both changed is asked about one by one; the rest has been put together already. */
export function Clash({ clash, theirs, onResolve }: { clash: Clashing; theirs: Readonly<Record<string, unknown>>; onResolve: (take: Record<string, 'mine' | 'theirs'>) => void }) {
  const t = useTranslations('file.clash')
  const { name, show } = usePathName()
  const [take, setTake] = useState<Record<string, 'mine' | 'theirs'>>({})
  const all = (side: 'mine' | 'theirs') => onResolve(Object.fromEntries(clash.paths.map((p) => [p, side])))
  return (
    <Dialog
      open
      // The question stays: both answers keep what somebody typed, closing would keep none.
      onClose={() => all('mine')}
      title={t('title')}
      description={t('text', { count: clash.paths.length })}
      actions={
        <>
          <Button onClick={() => all('theirs')}>{t('allTheirs')}</Button>
          <Button kind="primary" disabled={clash.paths.some((p) => !take[p])} onClick={() => onResolve(take)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {clash.paths.map((path) => (
          <RadioGroup
            key={path}
            legend={name(path)}
            name={`clash-${path}`}
            value={take[path] ?? ''}
            onChange={(v) => setTake((old) => ({ ...old, [path]: v }))}
            options={[
              { value: 'mine', label: show(path, clash.mine[path]), hint: t('mine') },
              { value: 'theirs', label: show(path, theirs[path]), hint: t('theirs') },
            ]}
          />
        ))}
      </div>
    </Dialog>
  )
}
