import os

import torch

# The models are too small for two threads, and tests share their machine: threads that wait for each other would take
# longer than the work.
torch.set_num_threads(1)
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
