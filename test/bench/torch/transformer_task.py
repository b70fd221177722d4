"""Two blocks of width 32 with one head, normalised after each sum, 8 fresh sentences of 16 of 16
tokens a step: src/probe/tasks/transformer.ts."""

import torch
from torch.nn.functional import cross_entropy, layer_norm, relu, softmax

try:
    from torch.nn.functional import scaled_dot_product_attention
except ImportError:  # PyTorch before 2.0
    scaled_dot_product_attention = None

LENGTH, WIDTH, WIDER, BLOCKS, BATCH, VOCABULARY = 16, 32, 64, 2, 8, 16
FOLLOWERS = torch.stack([torch.randperm(VOCABULARY)[:3] for _ in range(VOCABULARY)])
SHARES = torch.tensor([0.6, 0.3, 0.1])


def sentences():
    """Half of the tokens repeat the one four places before, the others follow from the last one."""
    choice = torch.multinomial(SHARES, (LENGTH + 1) * BATCH, replacement=True)
    choice = choice.view(LENGTH + 1, BATCH)
    repeat = torch.rand(LENGTH + 1, BATCH) < 0.5
    tokens = [torch.randint(VOCABULARY, (BATCH,)) for _ in range(4)]
    for t in range(4, LENGTH + 1):
        followed = FOLLOWERS[tokens[-1], choice[t]]
        tokens.append(torch.where(repeat[t], tokens[-4], followed))
    return torch.stack(tokens, 1)


def weight(rows, columns):
    return (torch.randn(rows, columns) / rows**0.5).requires_grad_()


LATER = torch.ones(LENGTH, LENGTH, dtype=torch.bool).triu(1)


def attention(query, key, value):
    if scaled_dot_product_attention is not None:
        return scaled_dot_product_attention(query, key, value, is_causal=True)
    scores = query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5
    return softmax(scores.masked_fill(LATER, -torch.inf), -1) @ value


def norm(x):
    return layer_norm(x, (WIDTH,))


def block(x, query, key, value, output, up, down):
    read = attention(x @ query, x @ key, x @ value)
    x = norm(x + read @ output)
    return norm(x + relu(x @ up) @ down)


def replica(seed):
    torch.manual_seed(seed)
    tokens, positions = weight(VOCABULARY, WIDTH), weight(LENGTH, WIDTH)
    blocks = [
        [weight(WIDTH, WIDTH) for _ in range(4)] + [weight(WIDTH, WIDER), weight(WIDER, WIDTH)]
        for _ in range(BLOCKS)
    ]
    output = weight(WIDTH, VOCABULARY)
    weights = [tokens, positions, *sum(blocks, []), output]
    optimizer = torch.optim.SGD(weights, lr=0.01, momentum=0.9)

    def step():
        batch = sentences()
        optimizer.param_groups[0]["lr"] = 0.01
        optimizer.zero_grad(set_to_none=True)
        x = norm(tokens[batch[:, :-1]] + positions)
        for matrices in blocks:
            x = block(x, *matrices)
        logits = (x @ output).reshape(-1, VOCABULARY)
        cross_entropy(logits, batch[:, 1:].reshape(-1)).backward()
        optimizer.step()

    return step
