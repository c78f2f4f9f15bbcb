import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { requireStaff } from '../../ui/page-context.ts'
import { returnResults } from '../commands/return-many.ts'
import type { Route } from './+types/return-results.ts'
import { CollectorForm } from './returns/collector-form.tsx'
import type { ReadyResult } from './returns/ready-result.ts'
import { ReadySearch } from './returns/ready-search.tsx'

export const meta = () => [{ title: 'Trả kết quả — Một Cửa' }]

export function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, returnResults.audience)
  return null
}

/** Trả kết quả tại quầy: one person, any number of results. After each person everything of theirs is gone from the page. */
export default function ReturnResults() {
  const [round, setRound] = useState(0)
  const [handed, setHanded] = useState<readonly ReadyResult[]>([])
  return (
    <Stack maw={1000}>
      <div>
        <Title order={1} size="h2">
          Trả kết quả
        </Title>
        <Text size="sm" c="gray.7">
          Quét mã vạch, nhập mã hồ sơ, số định danh, số điện thoại hoặc họ tên; một người nhận được nhiều kết
          quả trong một lần.
        </Text>
      </div>
      {handed.length > 0 ? (
        <Notice tone="good" title={`Đã trả ${handed.length} kết quả`}>
          <Text size="sm">{handed.map(({ code }) => code).join(', ')}</Text>
        </Notice>
      ) : null}
      <Desk
        key={round}
        onHanded={(results) => {
          setHanded(results)
          setRound(round + 1)
        }}
      />
    </Stack>
  )
}

function Desk({ onHanded }: { onHanded(results: readonly ReadyResult[]): void }) {
  const [chosen, setChosen] = useState<readonly ReadyResult[]>([])
  return (
    <>
      <ReadySearch chosen={chosen} onChange={setChosen} />
      {chosen.length > 0 ? <CollectorForm chosen={chosen} onHanded={() => onHanded(chosen)} /> : null}
    </>
  )
}
