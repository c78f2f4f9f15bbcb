import { Outlet } from 'react-router'
import stylesheet from './screens.css?url'

/** Kiosk and display stand alone in a hall: nothing leads from them anywhere else. */
export const handle = { script: true }
export const links = () => [{ rel: 'stylesheet', href: stylesheet }]

export default function ScreenLayout() {
  return (
    <main id="noi-dung">
      <Outlet />
    </main>
  )
}
