import { type APIApplicationCommandOption, ApplicationCommandOptionType as Types } from "discord-api-types/v10";
import type { Problem } from "./discord-error.ts";

type Path = Problem["path"];
/** An option of any type. */
export type Option = Omit<APIApplicationCommandOption, "type"> & {
  readonly type: Types;
  readonly options?: readonly Option[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly autocomplete?: boolean;
  readonly [key: string]: unknown;
};

/** Lower case letters of any script, digits, `-`, `_` and `'`, as Discord's reference gives it. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Faults of the options of a command, or of one below it. */
export function optionListProblems(options: readonly Option[], path: Path): Problem[] {
  const duplicates = options.flatMap(({ name }, index) =>
    options.findIndex((other) => other.name === name) < index
      ? [
          {
            path: [...path, index, "name"],
            code: "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
            message: "Option name is already used",
          },
        ]
      : [],
  );
  const branches = options.filter(isBranch).length;
  const mixed = {
    path,
    code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    message: "Sub-command and sub-command group option types are mutually exclusive to all other types",
  };
  const firstFree = options.findIndex(({ required }) => !required);
  const late = options.findIndex(({ required }, index) => required && firstFree >= 0 && index > firstFree);
  const order = {
    path: [...path, late],
    code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    message: "Required options must be placed before non-required options",
  };
  return [
    ...options.flatMap((option, index) => optionProblems(option, [...path, index])),
    ...duplicates,
    ...(branches > 0 && branches < options.length ? [mixed] : []),
    ...(late >= 0 ? [order] : []),
  ];
}

/** Faults of a name of a command or option. */
export function nameProblems(name: string, path: Path): Problem[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [{ path: [...path, "name"], code: "APPLICATION_COMMAND_INVALID_NAME", message: "Command name is invalid" }];
}

function optionProblems(option: Option, path: Path): Problem[] {
  const problem = (key: string, code: string, message: string) => ({ path: [...path, key], code, message });
  const both = problem(
    "autocomplete",
    "APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE",
    "Autocomplete is not allowed with choices",
  );
  const depth = problem(
    "options",
    "APPLICATION_COMMAND_OPTIONS_DEPTH_INVALID",
    "A sub-command holds no sub-commands, a group nothing else",
  );
  return [
    ...nameProblems(option.name, path),
    ...(option.autocomplete && option.choices?.length ? [both] : []),
    ...choiceProblems(option, [...path, "choices"]),
    ...rangeProblems(option, path),
    ...(hasWrongChildren(option) ? [depth] : []),
    ...optionListProblems(option.options ?? [], [...path, "options"]),
  ];
}

function choiceProblems({ choices = [] }: Option, path: Path): Problem[] {
  return (["name", "value"] as const).flatMap((key) =>
    choices.flatMap((choice, index) =>
      choices.findIndex((other) => other[key] === choice[key]) < index
        ? [
            {
              path: [...path, index, key],
              code: "APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATED",
              message: `Choice ${key} is already used`,
            },
          ]
        : [],
    ),
  );
}

function rangeProblems(option: Option, path: Path): Problem[] {
  return (["value", "length"] as const).flatMap((what) => {
    const [least, most] = [option[`min_${what}`], option[`max_${what}`]];
    const inverted = typeof least === "number" && typeof most === "number" && least > most;
    return inverted
      ? [{ path: [...path, `min_${what}`], code: "NUMBER_TYPE_MAX", message: `Value must be ${most} or less.` }]
      : [];
  });
}

const isBranch = ({ type }: Option) => type === Types.Subcommand || type === Types.SubcommandGroup;

function hasWrongChildren({ type, options = [] }: Option): boolean {
  if (type === Types.SubcommandGroup)
    return options.length === 0 || options.some((inner) => inner.type !== Types.Subcommand);
  return type === Types.Subcommand && options.some(isBranch);
}
