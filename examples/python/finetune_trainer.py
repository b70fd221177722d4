"""A run of the Hugging Face Trainer. ../logs/trainer_state.json is a log made up for it, in which
fp16 skipped three updates: lay it over the plan to see which."""

from transformers import Trainer, TrainingArguments

arguments = TrainingArguments(
    output_dir="out",
    max_steps=2000,
    learning_rate=2e-4,
    lr_scheduler_type="cosine",
    warmup_steps=100,
    weight_decay=0.1,
    logging_steps=10,
    fp16=True,
)


def train(model, dataset):
    trainer = Trainer(model=model, args=arguments, train_dataset=dataset)
    trainer.train()
