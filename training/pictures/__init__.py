"""Training pictures for the matting networks: rendered product photos with their exact alpha.

Everything is procedural (numpy, scipy, PIL) and drawn from one ``numpy.random.Generator`` per picture.

    python3 -m training.pictures pool OUT.npy --count N --size 512 --seed K --workers 2
    python3 -m training.pictures sheet OUT.png --count 60 --size 256 --seed K

How a picture comes about: ``scene`` chooses a setting, ``backdrops`` paints it, ``products`` draws products on a
``Canvas`` (premultiplied colour and alpha) through a ``Sketch`` (position, light, palette), ``shadows`` darkens what
lies behind, ``camera`` adds what a lens, a sensor and an encoder do. Colours are float32 in 0–1, alpha too; lengths
are relative to the picture ("unit" is the square root of its area in pixels), so every size shows the same scenes.
"""
