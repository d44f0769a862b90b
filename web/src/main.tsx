import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { showLanguage } from './lib/i18n'
import { prefs } from './lib/prefs'
import { router } from './routes'
import { registerWorker } from './shell/update'
import './ui/app.css'

// A chunk of an older version that is gone after a release: the new page has the new names.
addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine) return
  event.preventDefault()
  location.reload()
})

await showLanguage(prefs().lang)
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
void registerWorker()
