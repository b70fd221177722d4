"""Runs written code with the libraries themselves and compares it with the definitions' values.

    node scripts/writtenCode.mjs FOLDER TARGET [--generated 1000 | --warmed 400 | --foreign]
    python scripts/writtenValues.py FOLDER TARGET [VALUES.json]
      # torch, lightning, timm, transformers, optax, keras, python or numpy

Prints the greatest difference as a share of the track's peak. All that have a scheduler are saved
and resumed in the middle of the run. Lightning itself is not needed: `configure_optimizers` is
called as its Trainer calls it. The scheduler of transformers' arguments is made as
`Trainer.create_scheduler` makes it. optax schedules run as an optimizer runs them, under jit; Keras
schedules in an optimizer, whose model is saved and loaded in the middle of the run, on the backend
that KERAS_BACKEND names. VALUES.json gets the code and every third of the values, as they are kept
in test/fixtures/write.
"""

import importlib.metadata
import json
import pathlib
import re
import sys
import tempfile

LONGEST = 20_000
BETAS = {"beta1": 0, "beta2": 1}
TWO_UNITS = 2**-22
LIMITS = {"optax": TWO_UNITS, "keras": TWO_UNITS}


def from_functions(module: dict, steps: int, tracks: dict) -> dict:
    names = {"learningRate": "learning_rate", "weightDecay": "weight_decay", "batchNormMomentum": "batch_norm_momentum"}
    functions = {f"learningRate of {name}": rate for name, rate in module.get("GROUPS", {}).items()}
    return {
        track: {step: (functions.get(track) or module[names.get(track, track)])(step) for step, _ in rows}
        for track, rows in tracks.items()
    }


def from_arrays(module: dict, steps: int, tracks: dict) -> dict:
    names = {"learningRate": "LEARNING_RATE", "weightDecay": "WEIGHT_DECAY", "batchNormMomentum": "BATCH_NORM_MOMENTUM"}
    arrays = {f"learningRate of {name}": rates for name, rates in module.get("GROUPS", {}).items()}
    found = {
        track: {
            step: float((arrays[track] if track in arrays else module[names.get(track, track.upper())])[step])
            for step, _ in rows
        }
        for track, rows in tracks.items()
    }
    for step, _ in tracks["learningRate"]:
        assert module["learning_rate"](step) == found["learningRate"][step]
    return found


def read(groups: list, track: str, module: dict) -> float:
    group = groups[0]
    for name, one in zip(module.get("GROUPS", ()), groups):
        if track == f"learningRate of {name}":
            return one["lr"]
    if track.startswith("learningRate["):
        return groups[int(track[len("learningRate[") : -1])]["lr"]
    if track == "learningRate" and "GROUPS" in module:
        return module["learning_rate"](module["#step"])
    if track in BETAS:
        value = group["betas"][BETAS[track]]
    else:
        value = group[{"learningRate": "lr", "weightDecay": "weight_decay"}.get(track, track)]
    fixed = {"weightDecay": "WEIGHT_DECAY"}.get(track, track.upper())
    return module[fixed] if fixed in module else value


def next_step(scheduler, num_updates: int) -> None:
    scheduler.step()


def next_update(scheduler, num_updates: int) -> None:
    scheduler.step_update(num_updates)


def from_torch(make, advance=next_step):
    def values(module: dict, steps: int, tracks: dict) -> dict:
        wanted = {step for step, _ in tracks["learningRate"]}
        found: dict = {track: {} for track in tracks}
        optimizer, scheduler = make(module)
        for step in range(min(steps, LONGEST)):
            if step in wanted:
                for track in tracks:
                    module["#step"] = step
                    found[track][step] = read(optimizer.param_groups, track, module)
            optimizer.step()
            advance(scheduler, step + 1)
            if step == steps // 2:
                states = optimizer.state_dict(), scheduler.state_dict()
                optimizer, scheduler = make(module)
                optimizer.load_state_dict(states[0])
                scheduler.load_state_dict(states[1])
        return found

    return values


def with_torch():
    import torch

    def make(module: dict) -> tuple:
        groups = [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in module.get("GROUPS", "1")]
        if "beta1" in module["#tracks"]:  # which OneCycleLR moves in its stead
            optimizer = torch.optim.AdamW(groups, lr=module["LEARNING_RATE"])
        else:
            optimizer = torch.optim.SGD(groups, lr=module["LEARNING_RATE"], momentum=0.9)
        for group in optimizer.param_groups:
            group["betas"] = (0.9, 0.999)
            group.setdefault("momentum", 0.9)
        return optimizer, module["make_scheduler"](optimizer)

    return make


def with_lightning():
    import torch

    def make(module: dict) -> tuple:
        class Model(module["Scheduled"], torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.weight = torch.nn.Parameter(torch.zeros(1))

            def parameter_groups(self) -> list:
                return [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in module["GROUPS"]]

        configured = Model().configure_optimizers()
        assert configured["lr_scheduler"]["interval"] == "step"
        return configured["optimizer"], configured["lr_scheduler"]["scheduler"]

    return make


def with_transformers():
    import torch
    from transformers import get_scheduler

    from_schedule = with_torch()

    def make(module: dict) -> tuple:
        if "training_arguments" not in module:
            return from_schedule(module)
        arguments = module["training_arguments"]
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=arguments.learning_rate)
        scheduler = get_scheduler(
            arguments.lr_scheduler_type,
            optimizer=optimizer,
            num_warmup_steps=arguments.get_warmup_steps(arguments.max_steps),
            num_training_steps=arguments.max_steps,
            scheduler_specific_kwargs=arguments.lr_scheduler_kwargs,
        )
        return optimizer, scheduler

    return make


def snake_case(track: str) -> str:
    letters = [f"_{letter.lower()}" if letter.isupper() else letter for letter in track]
    return re.sub(r"\W+", "_", "".join(letters)).strip("_")


def with_optax():
    import jax
    import numpy
    import optax

    def rate_of(schedule):
        """What an optimizer of optax scales the update of its count by."""
        return lambda count: -optax.scale_by_learning_rate(schedule).update(
            jax.numpy.ones(()), optax.ScaleByScheduleState(count)
        )[0]

    def values(module: dict, steps: int, tracks: dict) -> dict:
        functions = {f"learningRate of {name}": rate_of(rate) for name, rate in module.get("GROUPS", {}).items()}
        functions["learningRate"] = rate_of(module["schedule"])
        used = {track: functions.get(track) or module[snake_case(track)] for track in tracks}
        count = numpy.asarray([step for step, _ in tracks["learningRate"]], dtype=numpy.int32)

        def now(at):
            return {track: jax.numpy.float32(one(at)) for track, one in used.items()}

        # one count at a time, as in training
        run = jax.jit(lambda counts: jax.lax.map(now, counts))(count)
        return {track: dict(zip(count.tolist(), run[track].tolist())) for track in tracks}

    return values


def with_keras():
    import keras

    def resumed(model):
        with tempfile.TemporaryDirectory() as folder:
            model.save(f"{folder}/model.keras")
            return keras.saving.load_model(f"{folder}/model.keras")

    def values(module: dict, steps: int, tracks: dict) -> dict:
        schedules = keras.optimizers.schedules
        schedule = schedules.deserialize(schedules.serialize(module["Schedule"]()))
        assert schedule.get_config() == module["Schedule"]().get_config()
        model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.SGD(schedule), loss="mse")
        rows, found = tracks["learningRate"], {}
        for index, (step, _) in enumerate(rows):
            model.optimizer.iterations.assign(step)
            if index == len(rows) // 2:
                model = resumed(model)
                assert int(model.optimizer.iterations) == step
            found[step] = float(model.optimizer.learning_rate)
        return {"learningRate": found}

    return values


def worst_of(values: dict, tracks: dict, peaks: dict) -> tuple:
    worst = (0.0, "", 0)
    for track, rows in tracks.items():
        peak = peaks[track]
        for step, value in rows:
            if step not in values[track]:
                continue
            difference = abs(values[track][step] - value) / peak
            if not difference <= worst[0]:
                worst = (difference, track, step)
    return worst


def kept(path: pathlib.Path, code: str, found: dict) -> dict:
    values = {track: [[step, value] for step, value in list(rows.items())[::3]] for track, rows in found.items()}
    return {"example": path.stem, "code": code, "values": values}


def main(folder: str, target: str, out: str = "") -> None:
    runs = {
        "python": lambda: from_functions,
        "numpy": lambda: from_arrays,
        "torch": lambda: from_torch(with_torch()),
        "lightning": lambda: from_torch(with_lightning()),
        "timm": lambda: from_torch(with_torch(), next_update),
        "transformers": lambda: from_torch(with_transformers()),
        "optax": with_optax,
        "keras": with_keras,
    }
    values_of = runs[target]()
    results, cases = [], []
    for path in sorted(pathlib.Path(folder).glob("*.py")):
        code = path.read_text()
        expected = json.loads(path.with_suffix(".values.json").read_text())
        module: dict = {"#code": code, "#tracks": expected["tracks"]}
        try:
            exec(code, module)
            found = values_of(module, expected["steps"], expected["tracks"])
            results.append((*worst_of(found, expected["tracks"], expected["peaks"]), path.stem))
            cases.append(kept(path, code, found))
        except Exception as error:  # the check goes on with the others
            results.append((float("nan"), repr(error), 0, path.stem))
    limit = LIMITS.get(target, 1e-12)
    failed = [one for one in results if not one[0] <= limit]
    greatest = max((one for one in results if one[0] == one[0]), default=None)
    print(f"{len(results)} run, {len(failed)} beyond {limit:.1e} or failed, the greatest: {greatest}")
    for one in failed[:20]:
        print("  ", one)
    if out:
        ran = {"target": target, "version": importlib.metadata.version(target), "cases": cases}
        pathlib.Path(out).write_text(json.dumps(ran) + "\n")


main(*sys.argv[1:4])
