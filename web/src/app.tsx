import { RouterProvider } from '@tanstack/react-router'
import { router } from './routes'

/** Everything that has an address in the route table. */
export const App = () => <RouterProvider router={router} />
