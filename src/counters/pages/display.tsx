import { data } from 'react-router'
import { pageContext, pageTry } from '../../ui/page-context.ts'
import { displayBoard } from '../queries/display-board.ts'
import type { Route } from './+types/display.ts'
import { NotTied } from './not-tied.tsx'
import { deviceToken } from './open-device.ts'
import { useCalls } from './use-calls.ts'
import { useVoice } from './use-voice.ts'

export const meta = () => [{ title: 'Số đang gọi — Một Cửa' }, { name: 'robots', content: 'noindex' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const token = deviceToken(request, 'display', context.get(pageContext))
  const found = await pageTry(context, displayBoard, { deviceToken: token })
  return found.ok ? { board: found.output } : data({ board: null }, { status: found.problem.status })
}

export default function Display({ loaderData }: Route.ComponentProps) {
  const { board } = loaderData
  return board ? <Board board={board} /> : <NotTied what="Màn hình" />
}

/** The four calls of late, the latest largest, and how many wait. Text always; sound where the browser has it. */
function Board({ board }: { board: NonNullable<Route.ComponentProps['loaderData']['board']> }) {
  const voice = useVoice()
  const { latest, waiting, isConnected } = useCalls(board, voice.announce)
  const [first, ...earlier] = latest
  return (
    <section className="display">
      <header>
        <h1>{board.receptionName}</h1>
        <p data-testid="waiting">Đang chờ: {waiting} người</p>
      </header>
      <div className="now" role="status">
        {first ? (
          <>
            <b data-testid="called">{first.code}</b>
            <span>mời đến {first.desk}</span>
            {first.place ? <small>{first.place}</small> : null}
          </>
        ) : (
          <span>Chưa gọi số nào</span>
        )}
      </div>
      <ol className="earlier" aria-label="Các số gọi trước đó">
        {earlier.map((call) => (
          <li key={call.code}>
            <b data-testid="called">{call.code}</b>
            <span>{call.desk}</span>
          </li>
        ))}
      </ol>
      <footer>
        {isConnected ? null : <p role="alert">Mất kết nối, đang nối lại… Hãy nghe cán bộ gọi.</p>}
        {voice.isSilent ? (
          <button type="button" onClick={voice.enable}>
            Bật âm thanh
          </button>
        ) : null}
      </footer>
    </section>
  )
}
