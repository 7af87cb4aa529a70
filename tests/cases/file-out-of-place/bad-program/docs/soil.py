# # Soil
