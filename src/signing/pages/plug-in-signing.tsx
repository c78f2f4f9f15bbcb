import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { callApi } from '../../ui/call-api.ts'
import { Notice } from '../../ui/notice.tsx'
import type { ThingToSign } from '../model/token-batch.ts'
import { type PlugInRound, signByPlugIn } from '../model/vgca/plug-in-batch.ts'
import { DoneNotice, UnsignedNotice, Working } from './signing-parts.tsx'
import { signWithVgca } from './vgca-client.ts'

interface PlugInSigningProps {
  things: readonly ThingToSign[]
  /** Something was signed, and the officer has read what. */
  onDone(): void
}

/** Signs a batch with the desktop program of VGCA, which asks for the PIN in its own window, once for each file. */
export function PlugInSigning({ things, onDone }: PlugInSigningProps) {
  const [round, setRound] = useState<PlugInRound>({ signed: [], unsigned: [], waiting: things, words: null })
  const [at, setAt] = useState<number | null>(null)
  const { signed, unsigned, waiting } = round
  async function sign() {
    setAt(0)
    const { origin } = window.location
    const desk = { ask: callApi, sign: signWithVgca, origin, onProgress: setAt }
    const next = await signByPlugIn(desk, waiting)
    setRound({
      ...next,
      signed: [...signed, ...next.signed],
      unsigned: [...unsigned, ...next.unsigned],
    })
    setAt(null)
  }
  if (at !== null)
    return (
      <Working>{`Đang chờ bạn trong phần mềm ký: tệp ${at + 1}/${waiting.length}. Mã PIN chỉ nhập ở đó.`}</Working>
    )
  return (
    <Stack gap="sm" aria-live="polite">
      {waiting.length > 0 ? (
        <Ready round={round} onSign={sign} />
      ) : (
        <DoneNotice signed={signed} words={null} onDone={onDone} />
      )}
      <UnsignedNotice unsigned={unsigned} />
    </Stack>
  )
}

function Ready({ round, onSign }: { round: PlugInRound; onSign(): void }) {
  const { signed, waiting, words } = round
  return (
    <>
      {signed.length > 0 ? <Notice tone="good" title={`Đã ký số ${signed.length} tệp`} /> : null}
      {words ? <Notice tone="warning" title={words} /> : null}
      <Text size="sm">
        Cắm thiết bị ký, bấm “Ký số”. Phần mềm ký mở lần lượt từng tệp: đặt hình chữ ký đúng chỗ, ký rồi đóng.
      </Text>
      <List size="sm">
        {waiting.map(({ id, name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <Button w="fit-content" onClick={onSign} data-autofocus>
        {waiting.length === 1 ? 'Ký số' : `Ký số ${waiting.length} tệp`}
      </Button>
    </>
  )
}
