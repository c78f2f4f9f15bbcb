import { Radio, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import { callApi } from '../../ui/call-api.ts'
import { Notice } from '../../ui/notice.tsx'
import { type Means, means } from '../model/means.ts'
import type { ThingToSign } from '../model/token-batch.ts'
import { PlugInSigning } from './plug-in-signing.tsx'
import { RemoteSigning } from './remote-signing.tsx'
import { Working } from './signing-parts.tsx'
import { TokenSigning } from './token-signing.tsx'

interface SigningByMeansProps {
  things: readonly ThingToSign[]
  holder: 'own' | 'office'
  onDone(): void
}

/** The means by which a page itself signs; a file that is brought by hand has its own way. */
const inPage = { agent: TokenSigning, plugIn: PlugInSigning, remote: RemoteSigning } as const
type InPage = keyof typeof inPage
const order = Object.keys(inPage) as InPage[]

/** Which means the office offers; null until it is known. */
export function useOfferedMeans() {
  const [offered, setOffered] = useState<Readonly<Record<Means, boolean>> | null>(null)
  const [fault, setFault] = useState('')
  useEffect(() => {
    void callApi<{ offered: Record<Means, boolean> }>('/signing-means').then((answer) =>
      answer.ok ? setOffered(answer.output.offered) : setFault(answer.problem.detail),
    )
  }, [])
  return { offered, fault }
}

/** Signs a batch from the page, by the means that the office offers; where there are several, the officer chooses. */
export function SigningByMeans(props: SigningByMeansProps) {
  const { offered, fault } = useOfferedMeans()
  const [chosen, setChosen] = useState<InPage | null>(null)
  if (fault) return <Notice tone="warning" title={fault} />
  if (!offered) return <Working>Đang mở…</Working>
  const open = order.filter((each) => offered[each])
  const way = chosen ?? open[0]
  if (!way)
    return (
      <Notice tone="warning" title="Đơn vị không ký số từ trang này">
        Hãy ký bằng phần mềm khác rồi tải lên tệp đã ký ở trang của văn bản.
      </Notice>
    )
  const Way = inPage[way]
  return (
    <Stack gap="md">
      {open.length > 1 ? (
        <Radio.Group label="Ký bằng" value={way} onChange={(value) => setChosen(value as InPage)}>
          <Stack gap="xs" mt="xs">
            {open.map((each) => (
              <Radio key={each} value={each} label={means[each]} />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
      <Way {...props} />
    </Stack>
  )
}
