import { Group, Radio, Stack, Text } from '@mantine/core'
import { knownFacts } from '../../model/known-facts.ts'
import { DeclarationCode } from './declaration-code.tsx'
import { DeclarationFields } from './declaration-fields.tsx'
import { shownValues } from './declaration-values.ts'
import { Section } from './section.tsx'
import type { Intake } from './use-intake.ts'

interface Props {
  intake: Intake
  errors: Readonly<Record<string, string>>
  today: string
}

/** Id of the choice between paper and electronic form, for the shortcut and the tests. */
export const declarationChoiceId = 'to-khai-dien-tu'

/** Tờ khai: brought on paper, filled in here for the citizen, or filled in beforehand and fetched by its code. */
export function DeclarationSection({ intake, errors, today }: Props) {
  const { fields, change, reception, changeDeclaration, fetchDeclaration } = intake
  const form = reception.preview?.form
  if (!form) return null
  const { declaration } = fields
  const known = knownFacts(fields, { today, officeName: reception.preview?.officeName ?? '' })
  return (
    <Section title="Tờ khai">
      <Stack gap="xs">
        <Text size="sm">{form.title}</Text>
        <Group gap="lg" align="end">
          <Radio.Group
            label="Cách khai"
            value={declaration.mode}
            onChange={(mode) => intake.chooseDeclaration(mode === 'electronic' ? 'electronic' : 'paper')}
          >
            <Group gap="md" mt={4} id={declarationChoiceId}>
              <Radio value="paper" label="Công dân nộp tờ khai giấy" />
              <Radio value="electronic" label="Khai điện tử tại quầy (Alt+T)" />
            </Group>
          </Radio.Group>
          <DeclarationCode
            error={errors.declarationCode}
            onTake={fetchDeclaration}
            taken={declaration.code}
            onForget={() => change({ declaration: { ...declaration, code: '' } })}
          />
        </Group>
        {declaration.mode === 'electronic' ? (
          <DeclarationFields
            form={form}
            shown={shownValues(form, known, declaration.typed)}
            errors={errors}
            today={today}
            onChange={changeDeclaration}
          />
        ) : null}
      </Stack>
    </Section>
  )
}
